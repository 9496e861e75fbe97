import { prepared, type Reader } from "../../../platform/db/client.ts";

export interface ToTell {
  soon: string[];
  over: string[];
  /** Overdue already, and now the limit of their node has passed as well. */
  nodeOver: string[];
}

/** Open tickets whose limits came near or passed, of which nobody was told yet. */
export async function toTell(reader: Reader, at: Date, limit: number): Promise<ToTell> {
  const [soon, over, nodeOver] = await Promise.all([
    reader.$queryRaw<{ id: string }[]>(prepared`
      SELECT id FROM ticket WHERE state = 'open' AND told = 'none' AND warn_at IS NOT NULL AND warn_at <= ${at} AND due_at > ${at} ORDER BY warn_at LIMIT ${limit}`),
    reader.$queryRaw<{ id: string }[]>(prepared`
      SELECT id FROM ticket WHERE state = 'open' AND told IN ('none', 'due_soon') AND due_at IS NOT NULL AND due_at <= ${at} ORDER BY due_at LIMIT ${limit}`),
    reader.$queryRaw<{ id: string }[]>(prepared`
      SELECT id FROM ticket WHERE state = 'open' AND told = 'overdue' AND node_due_at IS NOT NULL AND node_due_at <= ${at} ORDER BY node_due_at LIMIT ${limit}`),
  ]);
  const ids = (rows: { id: string }[]): string[] => rows.map((row) => row.id);
  return { soon: ids(soon), over: ids(over), nodeOver: ids(nodeOver) };
}
