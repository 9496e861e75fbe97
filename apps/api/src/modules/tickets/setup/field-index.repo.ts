import { FIELD_KINDS, type FieldKind, type TicketField } from "@cloverdesk/contracts";
import { type Database, Prisma } from "../../../platform/db/client.ts";
import type { Tx } from "../../../platform/db/transaction.ts";
import { fieldKeyText } from "../search/filter.repo.ts";
import { isNumeric } from "../search/filter-values.ts";

const indexName = (code: string): string => `ticket_field_${code}`;

export type IndexState = "none" | "building" | "broken" | "ready";

export async function indexState(db: Database, code: string): Promise<IndexState> {
  const [row] = await db.prisma.$queryRaw<{ valid: boolean; building: boolean }[]>`
    SELECT i.indisvalid AS valid, EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid) AS building
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = ${indexName(code)} AND pg_table_is_visible(c.oid)`;
  if (!row) return "none";
  if (row.valid) return "ready";
  return row.building ? "building" : "broken";
}

/** Builds the index beside running work. Outside a transaction, as PostgreSQL wants it; the code is checked by `fieldKeyText`. */
export async function buildIndex(db: Database, field: TicketField): Promise<void> {
  const key = fieldKeyText(field);
  await db.prisma.$executeRaw(
    Prisma.raw(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS "${indexName(field.code)}" ON ticket_content ((${key}), no) WHERE (${key}) IS NOT NULL`,
    ),
  );
}

/** How common each value of an indexed field is decides which way the planner goes. */
export async function learnValues(db: Database): Promise<void> {
  await db.prisma.$executeRaw`ANALYZE ticket_content`;
}

export async function dropIndex(db: Database, code: string): Promise<void> {
  fieldKeyText({ code, kind: "text" });
  await db.prisma.$executeRaw(Prisma.raw(`DROP INDEX CONCURRENTLY IF EXISTS "${indexName(code)}"`));
}

const NUMERIC = (Object.keys(FIELD_KINDS) as FieldKind[]).filter(isNumeric);

/**
 * Codes whose index is not what the field is now: the field is gone, or of another kind. A number's index refuses every ticket with another text. And
 * codes of fields that are said to have one and have none.
 */
export async function wrongIndexes(db: Database): Promise<string[]> {
  const prefix = indexName("");
  const rows = await db.prisma.$queryRaw<{ code: string }[]>`
    WITH there AS (
      SELECT substr(c.relname, ${prefix.length + 1}::int) AS code, pg_get_indexdef(c.oid) LIKE '%::numeric%' AS "isNumeric"
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'ticket_content'::regclass AND starts_with(c.relname, ${prefix}))
    SELECT there.code FROM there LEFT JOIN ticket_field f ON f.code = there.code
    WHERE f.code IS NULL OR there."isNumeric" <> (f.kind = ANY(${NUMERIC}))
    UNION ALL SELECT f.code FROM ticket_field f WHERE f.index_ready AND NOT EXISTS (SELECT 1 FROM there WHERE there.code = f.code)`;
  return rows.map(({ code }) => code);
}

export async function noteIndex(tx: Tx, code: string, ready: boolean): Promise<void> {
  await tx.rows.ticketField.updateMany({ where: { code }, data: { indexReady: ready } });
}
