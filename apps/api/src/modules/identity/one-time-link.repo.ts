import type { Database, Reader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";
import { CODE_TRIES, LINK_MS } from "./one-time-link.ts";

/** The newest link replaces those before it. `mailTo` is the address it is mailed to. */
export async function insertLink(
  tx: Tx,
  link: { id: string; personId: string; tokenHash: string; codeHash: string; mailTo: string | null },
): Promise<Date> {
  await tx.rows.oneTimeLink.updateMany({ where: { personId: link.personId, usedAt: null }, data: { usedAt: tx.at } });
  const expiresAt = new Date(tx.at.getTime() + LINK_MS);
  await tx.rows.oneTimeLink.create({ data: { ...link, createdAt: tx.at, expiresAt } });
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
    data: { usedAt: tx.at },
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

export interface LinkMail {
  id: string;
  mailTo: string;
  language: string | null;
  displayName: string;
}

/** What is mailed of a link; null when it was used, has expired, or is handed over by other means. */
export async function findLinkMail(reader: Reader, id: string, at: Date): Promise<LinkMail | null> {
  const link = await reader.oneTimeLink.findFirst({
    where: { id, usedAt: null, expiresAt: { gt: at } },
    select: { id: true, mailTo: true, person: { select: { language: true, displayName: true } } },
  });
  return link?.mailTo ? { id, mailTo: link.mailTo, ...link.person } : null;
}

/** Display names of the people whom these links are for, by the link's id. */
export async function linkOwnerNames(reader: Reader, ids: string[]): Promise<Map<string, string>> {
  const links = await reader.oneTimeLink.findMany({
    where: { id: { in: ids } },
    select: { id: true, person: { select: { displayName: true } } },
  });
  return new Map(links.map(({ id, person }) => [id, person.displayName]));
}
