import { type Database, prepared, type Reader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";
import { CODE_TRIES, LINK_MS } from "./one-time-link.ts";

/** The newest link replaces those before it. `mailTo` puts it into the mail queue. */
export async function insertLink(
  tx: Tx,
  link: { id: string; personId: string; tokenHash: string; codeHash: string; mailTo: string | null },
): Promise<Date> {
  await tx.rows.oneTimeLink.updateMany({ where: { personId: link.personId, usedAt: null }, data: { usedAt: tx.at, mailAfter: null } });
  const expiresAt = new Date(tx.at.getTime() + LINK_MS);
  await tx.rows.oneTimeLink.create({ data: { ...link, mailAfter: link.mailTo && tx.at, createdAt: tx.at, expiresAt } });
  return expiresAt;
}

export interface LinkOwner {
  id: string;
  loginName: string;
  realName: string;
  displayName: string;
}
export interface OpenLink {
  id: string;
  codeHash: string;
  person: LinkOwner;
}
const OPEN_LINK = {
  id: true,
  codeHash: true,
  person: { select: { id: true, loginName: true, realName: true, displayName: true } },
} as const;

/** The link of this token, while it is unused, not expired and its person active. */
export function findOpenLink(reader: Reader, tokenHash: string, at: Date): Promise<OpenLink | null> {
  return reader.oneTimeLink.findFirst({
    where: { tokenHash, usedAt: null, expiresAt: { gt: at }, person: { status: "active" } },
    select: OPEN_LINK,
  });
}

/** Uses a link up, once only; answers whether this was the one. */
export async function useLink(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.rows.oneTimeLink.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: tx.at } },
    data: { usedAt: tx.at, mailAfter: null },
  });
  return count === 1;
}

/** Counts a try at the code of this person's open link before it is compared; null when there is none or the tries are used up. */
export async function tryCode(db: Database, loginName: string, at: Date): Promise<OpenLink | null> {
  const [link] = await db.prisma.oneTimeLink.updateManyAndReturn({
    where: { person: { loginName, status: "active" }, usedAt: null, expiresAt: { gt: at }, tries: { lt: CODE_TRIES } },
    data: { tries: { increment: 1 } },
    select: OPEN_LINK,
  });
  return link ?? null;
}

export interface DueMail {
  id: string;
  mailTo: string;
  mailTries: number;
  language: string | null;
  displayName: string;
}

/** Claims mails whose time has come, by putting their next try `retryMs` ahead: another process, or this one after a crash, tries then. */
export function claimDueMails(db: Database, at: Date, retryMs: number): Promise<DueMail[]> {
  return db.prisma.$queryRaw<DueMail[]>(prepared`
    UPDATE one_time_link l SET mail_tries = l.mail_tries + 1, mail_after = ${new Date(at.getTime() + retryMs)}
    FROM person p
    WHERE p.id = l.person_id AND l.id IN (
      SELECT id FROM one_time_link WHERE mail_after <= ${at} AND used_at IS NULL AND expires_at > ${at}
      ORDER BY mail_after LIMIT 20 FOR UPDATE SKIP LOCKED)
    RETURNING l.id, l.mail_to AS "mailTo", l.mail_tries AS "mailTries", p.language, p.display_name AS "displayName"`);
}

export async function mailDone(db: Database, id: string): Promise<void> {
  await db.prisma.oneTimeLink.updateMany({ where: { id }, data: { mailAfter: null } });
}
