import { type FieldValues, ticketState } from "@cloverdesk/contracts";
import type { Reader } from "../../platform/db/client.ts";
import type { Prisma, Ticket } from "../../platform/db/generated/client.ts";
import { RaceLost, type Tx } from "../../platform/db/transaction.ts";

export type TicketRecord = Ticket;
export type TicketChanges = Prisma.TicketUncheckedUpdateManyInput;
export type Tie = "created" | "transferred" | "finished" | "copied" | "involved";

/** Locks the ticket for this transaction; of two tickets always the one with the smaller id first. */
export async function lockTicket(tx: Tx, id: string): Promise<TicketRecord | null> {
  await tx.rows.$queryRaw`SELECT 1 FROM ticket WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.rows.ticket.findUnique({ where: { id } });
}

export const findTicket = (reader: Reader, id: string): Promise<TicketRecord | null> => reader.ticket.findUnique({ where: { id } });

/** Changes columns, counts the version up and gives the new row; throws RaceLost when the ticket is no longer as the caller saw it. */
export async function changeTicket(tx: Tx, ticket: TicketRecord, changes: TicketChanges): Promise<TicketRecord> {
  const [row] = await tx.rows.ticket.updateManyAndReturn({
    where: { id: ticket.id, version: ticket.version },
    data: { ...changes, changedAt: tx.at, version: { increment: 1 } },
  });
  if (!row) throw new RaceLost("the ticket changed meanwhile");
  return row;
}

/** Takes an unclaimed open ticket, in one statement: of several who try exactly one gets a row. */
export async function takeTicket(tx: Tx, id: string, personId: string, groupIds: string[]): Promise<TicketRecord | null> {
  const [row] = await tx.rows.ticket.updateManyAndReturn({
    where: { id, state: ticketState.enum.open, handlerId: null, groupId: { in: groupIds } },
    data: { handlerId: personId, changedAt: tx.at, version: { increment: 1 } },
  });
  return row ?? null;
}

export type NewTicketRow = Omit<Prisma.TicketUncheckedCreateInput, "no">;

/** Inserts a ticket; null when the id is taken. */
export async function insertTicket(tx: Tx, row: NewTicketRow): Promise<TicketRecord | null> {
  const [made] = await tx.rows.ticket.createManyAndReturn({ data: row, skipDuplicates: true });
  return made ?? null;
}

export async function insertContent(tx: Tx, ticket: TicketRecord, fields: FieldValues, search: string): Promise<void> {
  await tx.rows.ticketContent.create({ data: { ticketId: ticket.id, no: ticket.no, fields, search } });
}

export async function writeContent(tx: Tx, ticketId: string, fields: FieldValues, search: string): Promise<void> {
  await tx.rows.ticketContent.update({ where: { ticketId }, data: { fields, search }, select: { ticketId: true } });
}

export async function readFields(reader: Reader, ticketId: string): Promise<FieldValues> {
  const row = await reader.ticketContent.findUnique({ where: { ticketId }, select: { fields: true } });
  return (row?.fields ?? {}) as FieldValues;
}

/** Ties people to a ticket: from then on they may read it, and find it in the lists of these ties. Writes nothing where all is so already. */
export async function tie(tx: Tx, ticket: Pick<TicketRecord, "id" | "no">, people: string[], ...ties: Tie[]): Promise<void> {
  if (people.length === 0) return;
  const is = (name: Tie): boolean => ties.includes(name);
  await tx.rows.$executeRaw`
    INSERT INTO ticket_person AS tp (person_id, ticket_id, no, created, transferred, finished, copied, involved)
    SELECT p, ${ticket.id}::uuid, ${ticket.no}, ${is("created")}, ${is("transferred")}, ${is("finished")}, ${is("copied")}, ${is("involved")}
    FROM unnest(${[...new Set(people)].sort()}::uuid[]) AS p
    ON CONFLICT (person_id, ticket_id) DO UPDATE SET created = tp.created OR excluded.created, transferred = tp.transferred OR excluded.transferred,
      finished = tp.finished OR excluded.finished, copied = tp.copied OR excluded.copied, involved = tp.involved OR excluded.involved
    WHERE (tp.created, tp.transferred, tp.finished, tp.copied, tp.involved) IS DISTINCT FROM
      (tp.created OR excluded.created, tp.transferred OR excluded.transferred, tp.finished OR excluded.finished, tp.copied OR excluded.copied, tp.involved OR excluded.involved)`;
}

export async function isTied(reader: Reader, ticketId: string, personId: string): Promise<boolean> {
  const row = await reader.ticketPerson.findUnique({ where: { personId_ticketId: { personId, ticketId } }, select: { personId: true } });
  return row !== null;
}

/** Of these ids the people who are there and active. */
export async function activePeople(reader: Reader, ids: string[]): Promise<Set<string>> {
  const rows = await reader.$queryRaw<{ id: string }[]>`SELECT id FROM person WHERE id = ANY(${ids}::uuid[]) AND status = 'active'`;
  return new Set(rows.map((row) => row.id));
}

export async function groupExists(reader: Reader, id: string): Promise<boolean> {
  const rows = await reader.$queryRaw<unknown[]>`SELECT 1 FROM skill_group WHERE id = ${id}::uuid`;
  return rows.length > 0;
}

export interface CallBehind {
  id: string;
  number: string;
  customerId: string | null;
  agentId: string | null;
}

export async function callBehind(reader: Reader, callId: string): Promise<CallBehind | null> {
  const [row] = await reader.$queryRaw<CallBehind[]>`
    SELECT id, number, customer_id AS "customerId", agent_id AS "agentId" FROM call WHERE id = ${callId}::uuid`;
  return row ?? null;
}

export async function customerWithPhones(reader: Reader, id: string) {
  const [row] = await reader.$queryRaw<{ id: string; name: string; level: string | null; tags: string[]; phones: string[] }[]>`
    SELECT c.id, c.name, c.level, c.tags, ARRAY(SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position) AS phones
    FROM customer c WHERE c.id = ${id}::uuid`;
  return row ?? null;
}

export async function categoryExists(reader: Reader, id: string): Promise<boolean> {
  return (await reader.category.findUnique({ where: { id }, select: { id: true } })) !== null;
}

export async function linkCall(tx: Tx, ticketId: string, callId: string): Promise<boolean> {
  const { count } = await tx.rows.ticketCall.createMany({ data: { ticketId, callId, at: tx.at }, skipDuplicates: true });
  return count === 1;
}

/** Gives files that nobody has used yet to the ticket; answers how many of `ids` now belong to it. */
export async function takeFiles(tx: Tx, ticketId: string, personId: string, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  await tx.rows.ticketFile.updateMany({ where: { id: { in: ids }, ticketId: null, personId }, data: { ticketId } });
  return tx.rows.ticketFile.count({ where: { id: { in: ids }, ticketId } });
}
