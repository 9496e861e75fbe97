import type { SqlReader } from "../../platform/db/client.ts";

export async function ticketOfNumber(reader: SqlReader, number: number): Promise<string | null> {
  const [row] = await reader.$queryRaw<{ id: string }[]>`SELECT id FROM ticket_ref WHERE no = ${number}::bigint`;
  return row?.id ?? null;
}
