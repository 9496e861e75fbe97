import type { SqlReader } from "../../../platform/db/client.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";

export async function membersOfGroup(reader: SqlReader, groupId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<
    { id: string }[]
  >`SELECT person_id AS id FROM skill_group_member_ref WHERE skill_group_id = ${groupId}::uuid`;
  return rows.map((row) => row.id);
}

/** Members of a group who work for others in it: its leads. */
export async function leadsOfGroup(reader: SqlReader, groupId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT m.person_id AS id FROM skill_group_member_ref m JOIN person_role_ref p ON p.person_id = m.person_id JOIN role_ref r ON r.id = p.role_id
    WHERE m.skill_group_id = ${groupId}::uuid AND r.grants->>'tickets.work' IN ('group', 'all')`;
  return rows.map((row) => row.id);
}

/** Answers whether it was written: false when it was before. */
export async function writeComment(tx: SqlTx, comment: { id: string; ticketId: string; personId: string }): Promise<boolean> {
  const { id, ticketId, personId } = comment;
  const count = await tx.rows.$executeRaw`
    INSERT INTO ticket_comment (id, ticket_id, person_id, at) VALUES (${id}::uuid, ${ticketId}::uuid, ${personId}::uuid, ${tx.at}) ON CONFLICT DO NOTHING`;
  return count === 1;
}

export interface TieRecord {
  personId: string;
  ticketId: string;
  created: boolean;
  transferred: boolean;
  finished: boolean;
  copied: boolean;
  involved: boolean;
  marked: boolean;
  handling: boolean;
  /** May read it for what they had to do with it, also where that is none of the lists: it was handed to them, they were mentioned. */
  tied: boolean;
}

/** Everybody tied to these tickets, or having one in hand or marked, with the lists that it is in for them. */
export function tiesOf(reader: SqlReader, ticketIds: string[]): Promise<TieRecord[]> {
  return reader.$queryRaw<TieRecord[]>`
    SELECT y.person_id AS "personId", y.ticket_id AS "ticketId", bool_or(y.created) AS created, bool_or(y.transferred) AS transferred, bool_or(y.finished) AS finished,
      bool_or(y.copied) AS copied, bool_or(y.involved) AS involved, bool_or(y.marked) AS marked, bool_or(y.handling) AS handling, bool_or(y.tied) AS tied
    FROM (
      SELECT person_id, ticket_id, created, transferred, finished, copied, involved, false AS marked, false AS handling, true AS tied FROM ticket_person WHERE ticket_id = ANY(${ticketIds}::uuid[])
      UNION ALL SELECT person_id, ticket_id, false, false, false, false, false, true, false, false FROM ticket_mark WHERE ticket_id = ANY(${ticketIds}::uuid[])
      UNION ALL SELECT handler_id, id, false, false, false, false, false, false, state = 'open', false FROM ticket WHERE id = ANY(${ticketIds}::uuid[]) AND handler_id IS NOT NULL) AS y
    GROUP BY 1, 2`;
}
