import type { Reader, SqlReader } from "../../../platform/db/client.ts";

export interface StoredFile {
  id: string;
  ticketId: string | null;
  personId: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  at: Date;
}

export const findFile = (reader: Reader, id: string): Promise<StoredFile | null> => reader.ticketFile.findUnique({ where: { id } });

/** Names of these files, in no particular order. */
export async function fileNames(reader: SqlReader, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await reader.$queryRaw<{ name: string }[]>`SELECT name FROM ticket_file WHERE id = ANY(${ids}::uuid[])`;
  return rows.map(({ name }) => name);
}

/** Answers false when the id is taken. */
export async function insertFile(reader: Reader, file: Omit<StoredFile, "ticketId">): Promise<boolean> {
  return (await reader.ticketFile.createMany({ data: file, skipDuplicates: true })).count === 1;
}

/** Forgets files uploaded before `before` that no ticket has taken and no draft names; answers their ids. */
export async function forgetUnusedFiles(reader: SqlReader, before: Date, most: number): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    DELETE FROM ticket_file WHERE ticket_id IS NULL AND id IN (
      SELECT f.id FROM ticket_file f WHERE f.ticket_id IS NULL AND f.at < ${before}
        AND NOT EXISTS (SELECT 1 FROM ticket_draft d WHERE d.person_id = f.person_id AND strpos(d.draft::text, f.id::text) > 0)
      LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return rows.map((row) => row.id);
}
