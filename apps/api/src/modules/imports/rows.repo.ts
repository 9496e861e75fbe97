import type { FieldValues, ImportFault, ImportOutcome } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";
import type { KeptFor, Known, Made, RowToCreate } from "./kinds.ts";

export interface RowRecord {
  row: number;
  version: number;
  outcome: ImportOutcome;
  cells: Record<string, string>;
  faults: ImportFault[];
  key: string | null;
  sameRow: number | null;
  entityId: string | null;
  entityNo: bigint | null;
  keptFor: KeptFor | null;
}

const COLUMNS = Prisma.raw(
  'row, version, outcome, cells, faults, key, same_row AS "sameRow", entity_id AS "entityId", entity_no AS "entityNo", kept_for AS "keptFor"',
);

/** A row as it was checked. */
export interface CheckedRow {
  row: number;
  outcome: ImportOutcome;
  cells: Record<string, string>;
  values: FieldValues;
  faults: ImportFault[];
  key: string | null;
}

export async function insertRows(tx: SqlTx, importId: string, rows: CheckedRow[]): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO import_row (import_id, row, outcome, cells, values, faults, key)
    SELECT ${importId}::uuid, x.row, x.outcome, x.cells, x.values, x.faults, x.key
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(row int, outcome text, cells jsonb, values jsonb, faults jsonb, key text)`);
}

/** Writes rows that were checked again, over the versions they were read with; answers how many were still the same. */
export function rewriteRows(tx: SqlTx, importId: string, rows: (CheckedRow & { version: number })[]): Promise<number> {
  return tx.rows.$executeRaw(prepared`
    UPDATE import_row r SET outcome = x.outcome, cells = x.cells, values = x.values, faults = x.faults, key = x.key, version = r.version + 1,
      same_row = NULL, entity_id = NULL, entity_no = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(row int, version int, outcome text, cells jsonb, values jsonb, faults jsonb, key text)
    WHERE r.import_id = ${importId}::uuid AND r.row = x.row AND r.version = x.version`);
}

/**
 * Decides which rows with these keys are created: of several the first in the file, and none of a key that is known. The one rule for the first check and
 * for every repair, since a repaired number may make another row the first, or a duplicate. The table grows faster than its statistics are renewed, so each key is
 * looked up by itself (OFFSET 0): read as one set, all rows of the import were compared with every key.
 */
export async function settleKeys(tx: SqlTx, importId: string, keys: string[], known: Known[]): Promise<void> {
  if (keys.length === 0) return;
  const given = known.map(({ key, id, no }) => ({ key, id, no: String(no) }));
  await tx.rows.$executeRaw(prepared`
    WITH mine AS (
      SELECT r.*, min(r.row) OVER (PARTITION BY r.key) AS first FROM unnest(${keys}::text[]) AS given(key) CROSS JOIN LATERAL (
        SELECT import_id, row, key, outcome, same_row, entity_id FROM import_row
        WHERE import_id = ${importId}::uuid AND key = given.key AND outcome IN ('ready', 'same_in_file', 'known') OFFSET 0) r
    ), decided AS (
      SELECT import_id, row, CASE WHEN row <> first THEN 'same_in_file' WHEN k.id IS NOT NULL THEN 'known' ELSE 'ready' END AS outcome,
        CASE WHEN row <> first THEN first END AS same_row, CASE WHEN row = first THEN k.id END AS id, CASE WHEN row = first THEN k.no END AS no,
        outcome AS was, same_row AS was_same_row, entity_id AS was_id
      FROM mine LEFT JOIN jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS k(key text, id uuid, no bigint) USING (key)
    )
    UPDATE import_row r SET outcome = d.outcome, same_row = d.same_row, entity_id = d.id, entity_no = d.no, version = r.version + 1
    FROM decided d WHERE r.import_id = d.import_id AND r.row = d.row AND (d.was, d.was_same_row, d.was_id) IS DISTINCT FROM (d.outcome, d.same_row, d.id)`);
}

export async function lastRow(reader: SqlReader, importId: string): Promise<{ row: number; count: number }> {
  const [row] = await reader.$queryRaw<{ row: number | null; count: number }[]>(
    prepared`SELECT max(row) AS row, count(*)::int AS count FROM import_row WHERE import_id = ${importId}::uuid`,
  );
  return { row: row?.row ?? 0, count: row?.count ?? 0 };
}

export interface RowFilter {
  outcome?: ImportOutcome | undefined;
  /** Rows with a fault in this column. */
  column?: string | undefined;
}

/** Rows after a row, in the order of the file. */
export function rowsAfter(
  reader: SqlReader,
  importId: string,
  { outcome, column }: RowFilter,
  after: number,
  limit: number,
): Promise<RowRecord[]> {
  const ofOutcome = outcome ? Prisma.sql`AND outcome = ${outcome}` : Prisma.empty;
  const ofColumn = column ? Prisma.sql`AND outcome = 'fault' AND faults @> ${JSON.stringify([{ code: column }])}::jsonb` : Prisma.empty;
  return reader.$queryRaw<RowRecord[]>(prepared`
    SELECT ${COLUMNS} FROM import_row WHERE import_id = ${importId}::uuid AND row > ${after} ${ofOutcome} ${ofColumn} ORDER BY row LIMIT ${limit}`);
}

/** Rows of which nothing will be created, but for empty ones. */
export function refusedRows(reader: SqlReader, importId: string, after: number, limit: number): Promise<RowRecord[]> {
  return reader.$queryRaw<RowRecord[]>(prepared`
    SELECT ${COLUMNS} FROM import_row WHERE import_id = ${importId}::uuid AND row > ${after} AND outcome IN ('fault', 'same_in_file', 'known', 'hidden')
    ORDER BY row LIMIT ${limit}`);
}

export async function findRow(reader: SqlReader, importId: string, row: number): Promise<RowRecord | null> {
  const [found] = await reader.$queryRaw<RowRecord[]>(
    prepared`SELECT ${COLUMNS} FROM import_row WHERE import_id = ${importId}::uuid AND row = ${row}`,
  );
  return found ?? null;
}

/** Rows after a row that can still be repaired and whose cell of the column holds this text; without a text, those with a proposal there. */
export function rowsToRepair(
  reader: SqlReader,
  importId: string,
  column: string,
  seen: string | null,
  after: number,
  limit: number,
): Promise<RowRecord[]> {
  const which =
    seen === null
      ? Prisma.sql`outcome = 'fault' AND jsonb_path_exists(faults, '$[*] ? (@.code == $code && @.proposal != null)', jsonb_build_object('code', ${column}::text))`
      : Prisma.sql`outcome IN ('ready', 'fault', 'same_in_file', 'known') AND coalesce(cells ->> ${column}, '') = ${seen}`;
  return reader.$queryRaw<RowRecord[]>(prepared`
    SELECT ${COLUMNS} FROM import_row WHERE import_id = ${importId}::uuid AND row > ${after} AND ${which} ORDER BY row LIMIT ${limit} FOR UPDATE`);
}

/** Locks the next rows that are to be created. */
export function takeReady(tx: SqlTx, importId: string, limit: number): Promise<RowToCreate[]> {
  return tx.rows.$queryRaw<RowToCreate[]>(prepared`
    SELECT row, key, values FROM import_row WHERE import_id = ${importId}::uuid AND outcome = 'ready' ORDER BY row LIMIT ${limit} FOR UPDATE`);
}

export async function noteMade(tx: SqlTx, importId: string, made: Made[]): Promise<void> {
  const given = made.map(({ row, id, no, isNew }) => ({ row, id, no: String(no), outcome: isNew ? "created" : "known" }));
  await tx.rows.$executeRaw(prepared`
    UPDATE import_row r SET outcome = x.outcome, entity_id = x.id, entity_no = x.no, version = r.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x(row int, id uuid, no bigint, outcome text)
    WHERE r.import_id = ${importId}::uuid AND r.row = x.row`);
}

/** Locks the next rows that are to be undone. */
export function takeCreated(tx: SqlTx, importId: string, limit: number): Promise<{ row: number; id: string }[]> {
  return tx.rows.$queryRaw<{ row: number; id: string }[]>(prepared`
    SELECT row, entity_id AS id FROM import_row WHERE import_id = ${importId}::uuid AND outcome = 'created' ORDER BY row LIMIT ${limit} FOR UPDATE`);
}

export async function noteUndone(tx: SqlTx, importId: string, rows: { row: number; keptFor: KeptFor | null }[]): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    UPDATE import_row r SET outcome = CASE WHEN x."keptFor" IS NULL THEN 'undone' ELSE 'kept' END, kept_for = x."keptFor", version = r.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(row int, "keptFor" text)
    WHERE r.import_id = ${importId}::uuid AND r.row = x.row`);
}

export async function deleteRows(tx: SqlTx, importId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`DELETE FROM import_row WHERE import_id = ${importId}::uuid`);
}
