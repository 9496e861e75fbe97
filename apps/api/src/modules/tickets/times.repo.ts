import { prepared, type Reader } from "../../platform/db/client.ts";

/** Open tickets that became due soon, and those that became overdue, of which nobody was told yet. */
export async function toTell(reader: Reader, at: Date, limit: number): Promise<{ soon: string[]; over: string[] }> {
  const [soon, over] = await Promise.all([
    reader.$queryRaw<{ id: string }[]>(prepared`
      SELECT id FROM ticket WHERE state = 'open' AND told = 'none' AND warn_at IS NOT NULL AND warn_at <= ${at} AND due_at > ${at} ORDER BY warn_at LIMIT ${limit}`),
    reader.$queryRaw<{ id: string }[]>(prepared`
      SELECT id FROM ticket WHERE state = 'open' AND told <> 'overdue' AND due_at IS NOT NULL AND due_at <= ${at} ORDER BY due_at LIMIT ${limit}`),
  ]);
  return { soon: soon.map((row) => row.id), over: over.map((row) => row.id) };
}
