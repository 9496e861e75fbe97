import type { FieldValues } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../../platform/db/client.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Folded } from "../search/search-text.ts";
import { COLUMNS, type TicketRecord, TYPES } from "../work/ticket.repo.ts";

/** Tickets of a type, or of every type, with one of these numbers: open ones or all, of those created since, where a moment is given. The newest of each number. */
export function ticketsOfNumbers(
  reader: SqlReader,
  { typeId, phones, onlyOpen, since }: { typeId: string | null; phones: string[]; onlyOpen: boolean; since: Date | null },
): Promise<{ key: string; id: string; no: bigint }[]> {
  return reader.$queryRaw(prepared`
    SELECT DISTINCT ON (phone) phone AS key, id, no FROM ticket
    WHERE phone = ANY(${phones}::text[]) AND (${typeId}::uuid IS NULL OR type_id = ${typeId}::uuid) AND (NOT ${onlyOpen}::boolean OR state = 'open')
      AND (${since}::timestamptz IS NULL OR created_at >= ${since}::timestamptz)
    ORDER BY phone, no DESC`);
}

/** Lets one import at a time create tickets of the type, or of any type: what it finds of duplicates holds until its commit. */
export async function lockImports(tx: SqlTx, typeId: string | null): Promise<void> {
  const all = "import tickets";
  if (typeId === null) await tx.rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${all}, 0))`;
  else
    await tx.rows.$executeRaw`
      SELECT pg_advisory_xact_lock_shared(hashtextextended(${all}, 0)), pg_advisory_xact_lock(hashtextextended(${`${all} ${typeId}`}, 0))`;
}

/** Lets one transaction at a time choose people of the group by how much they have. */
export async function lockAssigning(tx: SqlTx, groupId: string): Promise<void> {
  await tx.rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`assign tickets ${groupId}`}, 0))`;
}

export type TicketToInsert = Omit<TicketRecord, "no" | "version">;

/** Inserts many tickets with one statement; answers their numbers by id. */
export async function insertTickets(tx: SqlTx, tickets: TicketToInsert[]): Promise<Map<string, bigint>> {
  const names = Object.keys(TYPES) as (keyof typeof TYPES)[];
  const columns = Prisma.raw(["id", "changed_at", ...names.map((name) => COLUMNS[name])].join(", "));
  const values = Prisma.raw(["x.id", 'x."changedAt"', ...names.map((name) => `x."${name}"`)].join(", "));
  const shape = Prisma.raw(['id uuid, "changedAt" timestamptz', ...names.map((name) => `"${name}" ${TYPES[name]}`)].join(", "));
  const given = JSON.stringify(
    tickets.map((ticket, place) => ({ ...ticket, place })),
    (_key, value) => (typeof value === "bigint" ? String(value) : value),
  );
  const rows = await tx.rows.$queryRaw<{ id: string; no: bigint }[]>(prepared`
    INSERT INTO ticket (${columns}) SELECT ${values} FROM jsonb_to_recordset(${given}::jsonb) AS x(${shape}, place int) ORDER BY x.place RETURNING id, no`);
  return new Map(rows.map(({ id, no }) => [id, no]));
}

export interface ContentToInsert {
  ticketId: string;
  no: bigint;
  fields: FieldValues;
  folded: Folded;
}

export async function insertContents(tx: SqlTx, contents: ContentToInsert[]): Promise<void> {
  const given = contents.map(({ ticketId, no, fields, folded }) => ({
    ticketId,
    no: String(no),
    fields,
    search: `${folded.search}\n`,
    folded: folded.values,
    version: folded.version,
  }));
  await tx.rows.$executeRaw(prepared`
    INSERT INTO ticket_content (ticket_id, no, fields, search, folded, fold_version)
    SELECT "ticketId", no, fields, search, folded, version
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x("ticketId" uuid, no bigint, fields jsonb, search text, folded jsonb, version int)`);
}

export async function insertOrigins(
  tx: SqlTx,
  importId: string,
  origins: { ticketId: string; row: number; customerIsNew: boolean }[],
): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO ticket_import (ticket_id, import_id, row, customer_is_new)
    SELECT "ticketId", ${importId}::uuid, row, "customerIsNew"
    FROM jsonb_to_recordset(${JSON.stringify(origins)}::jsonb) AS x("ticketId" uuid, row int, "customerIsNew" boolean)`);
}

/** Skill groups with their names. */
export async function namedGroups(reader: SqlReader): Promise<{ id: string; zh: string; en: string }[]> {
  return reader.$queryRaw`SELECT id, name AS zh, name_en AS en FROM skill_group_ref ORDER BY name, id`;
}

/** Active people of the group who may work on tickets. */
export async function workersOfGroup(reader: SqlReader, groupId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM skill_group_member_ref m JOIN person_ref p ON p.id = m.person_id
    WHERE m.skill_group_id = ${groupId}::uuid AND p.status = 'active' AND EXISTS (
      SELECT FROM person_role_ref y JOIN role_ref r ON r.id = y.role_id WHERE y.person_id = p.id AND r.grants -> 'tickets.work' IS NOT NULL) ORDER BY p.id`;
  return rows.map(({ id }) => id);
}

/** How many tickets of the import each person has. */
export function sharesOf(reader: SqlReader, importId: string): Promise<{ personId: string; count: number }[]> {
  return reader.$queryRaw`
    SELECT t.handler_id AS "personId", count(*)::int AS count FROM ticket_import i JOIN ticket t ON t.id = i.ticket_id
    WHERE i.import_id = ${importId}::uuid AND t.handler_id IS NOT NULL GROUP BY 1`;
}

/** How many open tickets each of these people has. */
export function openTicketsOf(reader: SqlReader, personIds: string[]): Promise<{ personId: string; count: number }[]> {
  return reader.$queryRaw`
    SELECT handler_id AS "personId", count(*)::int AS count FROM ticket WHERE handler_id = ANY(${personIds}::uuid[]) AND state = 'open' GROUP BY 1`;
}

/** A ticket of an import as it stands when it is undone; `touchedBy` is the first thing that a person did with it. */
export interface ImportedTicket {
  id: string;
  groupId: string | null;
  handlerId: string | null;
  customerId: string | null;
  customerIsNew: boolean;
  touchedBy: string | null;
}

/** Locks tickets of an import. Every deed of a person is an event, so one without any is as it was created. */
export async function lockImported(tx: SqlTx, ids: string[]): Promise<ImportedTicket[]> {
  await tx.rows.$executeRaw(prepared`SELECT 1 FROM ticket WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`);
  return tx.rows.$queryRaw<ImportedTicket[]>(prepared`
    SELECT t.id, t.group_id AS "groupId", t.handler_id AS "handlerId", t.customer_id AS "customerId", i.customer_is_new AS "customerIsNew",
      (SELECT e.name FROM event e WHERE e.entity = 'ticket' AND e.entity_id = t.id AND e.name <> 'ticket.imported' AND e.actor_id IS NOT NULL
        ORDER BY e.seq LIMIT 1) AS "touchedBy"
    FROM ticket t JOIN ticket_import i ON i.ticket_id = t.id WHERE t.id = ANY(${ids}::uuid[])`);
}

export async function deleteTickets(tx: SqlTx, ids: string[]): Promise<void> {
  await tx.rows.$executeRaw(prepared`DELETE FROM ticket WHERE id = ANY(${ids}::uuid[])`);
}

/** Of these customers those who have neither a ticket nor a call. */
export async function customersWithoutWork(tx: SqlTx, ids: string[]): Promise<string[]> {
  const rows = await tx.rows.$queryRaw<{ id: string }[]>`
    SELECT given.id FROM unnest(${ids}::uuid[]) AS given(id)
    WHERE NOT EXISTS (SELECT 1 FROM ticket t WHERE t.customer_id = given.id) AND NOT EXISTS (SELECT 1 FROM call_ref c WHERE c.customer_id = given.id)`;
  return rows.map(({ id }) => id);
}
