import { EXPORT_TABLE, type ExportEvent, sources } from "@cloverdesk/contracts";
import { Prisma, prepared, type Reader } from "../../platform/db/client.ts";
import type { Export } from "../../platform/db/generated/client.ts";
import type { SqlTx, Tx } from "../../platform/db/transaction.ts";

export type ExportRecord = Export;

const COLUMNS = Prisma.sql`id, person_id AS "personId", kind, ask, title, file_name AS "fileName", language, time_zone AS "timeZone", state, version, rows, total, failure,
  file, bytes, turn, lease_until AS "leaseUntil", attempts, asked_at AS "askedAt", finished_at AS "finishedAt", expires_at AS "expiresAt"`;

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

/** Moves along the state table, of one turn when given; null when the export is no longer where the event starts from. */
export async function moveExport(
  tx: Tx,
  id: string,
  event: ExportEvent,
  changes: ExportChanges,
  turn?: string,
): Promise<ExportRecord | null> {
  const [row] = await tx.rows.export.updateManyAndReturn({
    where: { id, state: { in: sources(EXPORT_TABLE, event) }, ...(turn !== undefined && { turn }) },
    data: { ...changes, version: { increment: 1 } },
  });
  return row ?? null;
}

/** The export that waits longest, or whose writer is no longer heard of, from now on in this turn; several processes each get another one. */
export async function takeNext(tx: SqlTx, turn: string, leaseUntil: Date): Promise<ExportRecord | null> {
  const [row] = await tx.rows.$queryRaw<ExportRecord[]>(prepared`
    UPDATE export SET state = 'running', turn = ${turn}::uuid, lease_until = ${leaseUntil}, attempts = attempts + 1, rows = 0, version = version + 1
    WHERE id = (SELECT id FROM export WHERE state = 'waiting' OR (state = 'running' AND lease_until < ${tx.at})
      ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING ${COLUMNS}`);
  return row ?? null;
}

/** Notes progress and lives on; false when the turn is over: cancelled, or another process took it. */
export async function keepTurn(reader: Reader, id: string, turn: string, leaseUntil: Date, rows?: number): Promise<boolean> {
  const { count } = await reader.export.updateMany({
    where: { id, turn, state: "running" },
    data: { leaseUntil, ...(rows !== undefined && { rows, version: { increment: 1 } }) },
  });
  return count === 1;
}

export const expiredExports = (reader: Reader, now: Date): Promise<{ id: string }[]> =>
  reader.export.findMany({ where: { expiresAt: { lte: now } }, select: { id: true }, take: 100 });

export async function deleteExports(reader: Reader, ids: string[]): Promise<void> {
  await reader.export.deleteMany({ where: { id: { in: ids } } });
}
