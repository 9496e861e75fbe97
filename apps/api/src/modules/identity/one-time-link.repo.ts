import type { Database } from "../../platform/db/client.ts";
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

/** Uses a link up: answers whose it was, once only. */
export async function useLink(tx: Tx, by: { tokenHash: string } | { id: string }): Promise<string | null> {
  const [link] = await tx.rows.oneTimeLink.updateManyAndReturn({
    where: { ...by, usedAt: null, expiresAt: { gt: tx.at } },
    data: { usedAt: tx.at, mailAfter: null },
    select: { personId: true },
  });
  return link?.personId ?? null;
}

/** Counts a try at the code of this person's open link before it is compared; nothing when there is none or the tries are used up. */
export async function tryCode(db: Database, personId: string, at: Date): Promise<{ id: string; codeHash: string } | undefined> {
  const [link] = await db.prisma.oneTimeLink.updateManyAndReturn({
    where: { personId, usedAt: null, expiresAt: { gt: at }, tries: { lt: CODE_TRIES } },
    data: { tries: { increment: 1 } },
    select: { id: true, codeHash: true },
  });
  return link;
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
  return db.prisma.$queryRaw<DueMail[]>`
    UPDATE one_time_link l SET mail_tries = l.mail_tries + 1, mail_after = ${new Date(at.getTime() + retryMs)}
    FROM person p
    WHERE p.id = l.person_id AND l.id IN (
      SELECT id FROM one_time_link WHERE mail_after <= ${at} AND used_at IS NULL AND expires_at > ${at}
      ORDER BY mail_after LIMIT 20 FOR UPDATE SKIP LOCKED)
    RETURNING l.id, l.mail_to AS "mailTo", l.mail_tries AS "mailTries", p.language, p.display_name AS "displayName"`;
}

export async function mailDone(db: Database, id: string): Promise<void> {
  await db.prisma.oneTimeLink.updateMany({ where: { id }, data: { mailAfter: null } });
}
