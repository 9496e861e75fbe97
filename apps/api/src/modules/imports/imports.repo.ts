import { IMPORT_TABLE, type ImportEvent, type ImportState, next, sources } from "@cloverdesk/contracts";
import { prepared, type Reader, type SqlReader } from "../../platform/db/client.ts";
import type { Import, Prisma } from "../../platform/db/generated/client.ts";
import type { SqlTx, Tx } from "../../platform/db/transaction.ts";

export type ImportRecord = Import;

export const findImport = (reader: Reader, id: string): Promise<ImportRecord | null> => reader.import.findUnique({ where: { id } });
export const importsByIds = (reader: Reader, ids: string[]): Promise<ImportRecord[]> =>
  reader.import.findMany({ where: { id: { in: ids } } });
export const importsOfJobs = (reader: Reader, jobIds: string[]): Promise<ImportRecord[]> =>
  reader.import.findMany({ where: { jobId: { in: jobIds } } });

/** Imports of a person, or of everybody, newest first. */
export function listImports(
  reader: Reader,
  personId: string | null,
  after: { begunAt: Date; id: string } | null,
  limit: number,
): Promise<ImportRecord[]> {
  return reader.import.findMany({
    where: {
      ...(personId && { OR: [{ personId }, { byId: personId }] }),
      ...(after && { AND: [{ OR: [{ begunAt: { lt: after.begunAt } }, { begunAt: after.begunAt, id: { gt: after.id } }] }] }),
    },
    orderBy: [{ begunAt: "desc" }, { id: "asc" }],
    take: limit,
  });
}

/** The last import of each of these files that went ahead, other than the given ones. */
export function importsOfFiles(reader: Reader, digests: string[], but: string[]): Promise<ImportRecord[]> {
  return reader.import.findMany({
    where: { sha256: { in: digests }, id: { notIn: but }, state: { notIn: ["waiting_file", "failed", "cancelled"] } },
    orderBy: { begunAt: "desc" },
    take: 100,
  });
}

/** Answers false when the id is taken. */
export async function insertImport(tx: Tx, row: Prisma.ImportCreateManyInput): Promise<boolean> {
  return (await tx.rows.import.createMany({ data: row, skipDuplicates: true })).count === 1;
}

/** Locks an import, so that its state stays what it is during the transaction. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRecord | null> {
  await tx.rows.$executeRaw(prepared`SELECT 1 FROM import WHERE id = ${id}::uuid FOR UPDATE`);
  return findImport(tx.rows, id);
}

export type ImportChanges = Omit<Prisma.ImportUncheckedUpdateManyInput, "id" | "version" | "state">;

/** Moves along the state table; null when the import is no longer where the event starts from. */
export async function moveImport(tx: Tx, id: string, event: ImportEvent, changes: ImportChanges = {}): Promise<ImportRecord | null> {
  for (const from of sources(IMPORT_TABLE, event)) {
    const state = next(IMPORT_TABLE, from, event) as ImportState;
    const where = { id, state: from };
    const [row] = await tx.rows.import.updateManyAndReturn({ where, data: { ...changes, state, version: { increment: 1 } } });
    if (row) return row;
  }
  return null;
}

/** Changes columns over a version; false when somebody else was first. */
export async function changeImport(tx: Tx, id: string, version: number, changes: ImportChanges): Promise<boolean> {
  const { count } = await tx.rows.import.updateMany({
    where: { id, version, state: { in: ["checked", "paused"] } },
    data: { ...changes, version: { increment: 1 } },
  });
  return count === 1;
}

/** Notes how many rows the work under way has done. */
export async function noteDone(tx: SqlTx, id: string, done: number): Promise<void> {
  await tx.rows.$executeRaw(prepared`UPDATE import SET done = ${done}::int, version = version + 1 WHERE id = ${id}::uuid`);
}

export async function noteFailureRow(tx: SqlTx, id: string, row: number | null): Promise<void> {
  await tx.rows.$executeRaw(prepared`UPDATE import SET failure_row = ${row}::int WHERE id = ${id}::uuid`);
}

/** Counts the rows by outcome. */
export async function noteFigures(tx: SqlTx, id: string): Promise<Record<string, number>> {
  const [row] = await tx.rows.$queryRaw<{ figures: Record<string, number> }[]>(prepared`
    UPDATE import SET version = version + 1, figures = (SELECT coalesce(jsonb_object_agg(outcome, n), '{}')
      FROM (SELECT outcome, count(*) AS n FROM import_row WHERE import_id = ${id}::uuid GROUP BY outcome) AS counted)
    WHERE id = ${id}::uuid RETURNING figures`);
  return row?.figures ?? {};
}

/** Imports begun before `before` of which nothing was created and nothing is under way. */
export async function abandonedImports(reader: Reader, before: Date, limit: number): Promise<string[]> {
  const rows = await reader.import.findMany({
    where: { begunAt: { lt: before }, state: { in: ["waiting_file", "checked", "failed", "cancelled"] } },
    select: { id: true },
    take: limit,
  });
  return rows.map(({ id }) => id);
}

/** Deletes those of these imports that are still so; answers their ids. */
export async function deleteImports(reader: SqlReader, ids: string[], before: Date): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>(prepared`
    DELETE FROM import WHERE id = ANY(${ids}::uuid[]) AND begun_at < ${before} AND state IN ('waiting_file', 'checked', 'failed', 'cancelled')
    RETURNING id`);
  return rows.map(({ id }) => id);
}
