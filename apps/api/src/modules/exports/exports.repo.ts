import { EXPORT_TABLE, type ExportEvent, sources } from "@cloverdesk/contracts";
import { prepared, type Reader } from "../../platform/db/client.ts";
import type { Export } from "../../platform/db/generated/client.ts";
import type { SqlTx, Tx } from "../../platform/db/transaction.ts";

export type ExportRecord = Export;

export const findExport = (reader: Reader, id: string): Promise<ExportRecord | null> => reader.export.findUnique({ where: { id } });
export const exportsByIds = (reader: Reader, ids: string[]): Promise<ExportRecord[]> =>
  reader.export.findMany({ where: { id: { in: ids } } });
export const exportsOf = (reader: Reader, personId: string, now: Date): Promise<ExportRecord[]> =>
  reader.export.findMany({ where: { personId, expiresAt: { gt: now } }, orderBy: { askedAt: "desc" }, take: 100 });

/** How many of a person's exports are under way. Only one transaction at a time may ask for the same person. */
export async function countUnderWay(tx: Tx, personId: string): Promise<number> {
  await tx.rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`export ${personId}`}, 0))`;
  return tx.rows.export.count({ where: { personId, state: { in: ["waiting", "running"] } } });
}

export type NewExport = Pick<
  ExportRecord,
  "id" | "personId" | "kind" | "title" | "fileName" | "language" | "timeZone" | "total" | "askedAt" | "expiresAt"
> & { ask: object };

/** Answers false when the id is taken. */
export async function insertExport(tx: Tx, row: NewExport): Promise<boolean> {
  return (await tx.rows.export.createMany({ data: row, skipDuplicates: true })).count === 1;
}

export type ExportChanges = Partial<Omit<ExportRecord, "id" | "version" | "ask">>;

/** Moves along the state table; null when the export is no longer where the event starts from. */
export async function moveExport(tx: Tx, id: string, event: ExportEvent, changes: ExportChanges): Promise<ExportRecord | null> {
  const [row] = await tx.rows.export.updateManyAndReturn({
    where: { id, state: { in: sources(EXPORT_TABLE, event) } },
    data: { ...changes, version: { increment: 1 } },
  });
  return row ?? null;
}

/** Notes progress. */
export async function noteRows(tx: SqlTx, id: string, rows: number): Promise<void> {
  await tx.rows.$executeRaw(
    prepared`UPDATE export SET rows = ${rows}::int, version = version + 1 WHERE id = ${id}::uuid AND state = 'running'`,
  );
}

export const expiredExports = (reader: Reader, now: Date): Promise<{ id: string }[]> =>
  reader.export.findMany({ where: { expiresAt: { lte: now } }, select: { id: true }, take: 100 });

export async function deleteExports(reader: Reader, ids: string[]): Promise<void> {
  await reader.export.deleteMany({ where: { id: { in: ids } } });
}
