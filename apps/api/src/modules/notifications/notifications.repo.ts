import { randomUUID } from "node:crypto";
import type { Notification } from "@cloverdesk/contracts";
import { Prisma, prepared, type Reader } from "../../platform/db/client.ts";
import type { SqlTx, Tx } from "../../platform/db/transaction.ts";
import type { NewNotification } from "./notify.ts";

/** Writes one row per person and notification. Returns the rows' ids and people. */
export async function insertNotifications(tx: SqlTx, notifications: NewNotification[]): Promise<{ id: string; personId: string }[]> {
  const rows = notifications.flatMap(({ personIds, ticket, byId, kind, text }) =>
    personIds.map((personId) => ({
      id: randomUUID(),
      personId,
      kind,
      byId,
      ticketId: ticket?.id ?? null,
      ticketNo: ticket ? String(ticket.no) : null,
      ticketTitle: ticket?.title ?? null,
      text: beginning(text, 1_000),
    })),
  );
  if (rows.length > 0)
    await tx.rows.$executeRaw(prepared`
      INSERT INTO notification (id, person_id, kind, at, by_id, ticket_id, ticket_no, ticket_title, text)
      SELECT x.id, x."personId", x.kind, ${tx.at}, x."byId", x."ticketId", x."ticketNo", x."ticketTitle", x.text
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, "personId" uuid, kind text, "byId" uuid, "ticketId" uuid, "ticketNo" bigint, "ticketTitle" text, text text)`);
  return rows;
}

/** Without half a character at its end, which PostgreSQL cannot keep. */
const beginning = (text: string, most: number): string => text.slice(0, most).replace(/\p{Surrogate}$/u, "");

interface NotificationRecord {
  id: string;
  seq: bigint;
  personId: string;
  kind: string;
  at: Date;
  readAt: Date | null;
  by: { id: string; name: string } | null;
  ticket: { id: string; number: number; title: string } | null;
  text: string;
}

const SELECT = Prisma.sql`SELECT n.id, n.seq, n.person_id AS "personId", n.kind, n.at, n.read_at AS "readAt", n.text,
  CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'name', p.display_name) END AS by,
  CASE WHEN n.ticket_id IS NULL THEN NULL ELSE jsonb_build_object('id', n.ticket_id, 'number', n.ticket_no, 'title', n.ticket_title) END AS ticket
  FROM notification n LEFT JOIN person_ref p ON p.id = n.by_id`;

export function listOf(
  reader: Reader,
  personId: string,
  before: bigint | null,
  unreadOnly: boolean,
  limit: number,
): Promise<NotificationRecord[]> {
  const older = before === null ? Prisma.empty : Prisma.sql`AND n.seq < ${before}`;
  const unread = unreadOnly ? Prisma.sql`AND n.read_at IS NULL` : Prisma.empty;
  return reader.$queryRaw<
    NotificationRecord[]
  >`${SELECT} WHERE n.person_id = ${personId}::uuid ${older} ${unread} ORDER BY n.seq DESC LIMIT ${limit}`;
}

export const byIds = (reader: Reader, ids: string[]): Promise<NotificationRecord[]> =>
  reader.$queryRaw<NotificationRecord[]>`${SELECT} WHERE n.id = ANY(${ids}::uuid[]) ORDER BY n.seq`;

export const unreadOf = (reader: Reader, personId: string): Promise<number> =>
  reader.notification.count({ where: { personId, readAt: null } });

/** Marks a person's own; answers which were unread before. */
export async function markRead(tx: Tx, personId: string, ids: string[] | undefined): Promise<string[]> {
  const rows = await tx.rows.notification.updateManyAndReturn({
    where: { personId, readAt: null, ...(ids && { id: { in: ids } }) },
    data: { readAt: tx.at },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export const present = (row: NotificationRecord): Notification => ({
  id: row.id,
  kind: row.kind as Notification["kind"],
  at: row.at.toISOString(),
  readAt: row.readAt?.toISOString() ?? null,
  by: row.by,
  ticket: row.ticket,
  text: row.text,
});
