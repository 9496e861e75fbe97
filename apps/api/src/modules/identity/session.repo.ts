import type { Reader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";
import { SESSION_MS } from "./refresh-token.ts";

export interface SessionRow {
  id: string;
  personId: string;
  tokenHash: string;
  formerHash: string | null;
  rotatedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** Why a session ended, each with one meaning. */
export type RevokedWhy = "signed_out" | "signed_out_everywhere" | "replaced" | "refresh_reused" | "password_set";

const endOf = (at: Date): Date => new Date(at.getTime() + SESSION_MS);

export async function insertSession(
  tx: Tx,
  session: { id: string; personId: string; tokenHash: string; userAgent: string; address: string },
): Promise<void> {
  await tx.rows.session.create({ data: { ...session, createdAt: tx.at, rotatedAt: tx.at, expiresAt: endOf(tx.at) } });
}

export function findSession(reader: Reader, id: string): Promise<SessionRow | null> {
  return reader.session.findUnique({
    where: { id },
    select: { id: true, personId: true, tokenHash: true, formerHash: true, rotatedAt: true, expiresAt: true, revokedAt: true },
  });
}

/** Compare-and-set on the present token: of two at once one rotates, the other finds nothing. Answers whether this one did. */
export async function rotateSession(tx: Tx, id: string, present: string, successor: string, address: string): Promise<boolean> {
  const { count } = await tx.rows.session.updateMany({
    where: { id, tokenHash: present, revokedAt: null, expiresAt: { gt: tx.at }, person: { status: "active" } },
    data: { tokenHash: successor, formerHash: present, rotatedAt: tx.at, expiresAt: endOf(tx.at), address },
  });
  return count === 1;
}

/** Answers whose session it was when it was alive until now, else null. */
export async function revokeSession(tx: Tx, id: string, why: RevokedWhy): Promise<string | null> {
  const [session] = await tx.rows.session.updateManyAndReturn({
    where: { id, revokedAt: null },
    data: { revokedAt: tx.at, revokedWhy: why },
    select: { personId: true },
  });
  return session?.personId ?? null;
}

/** Ends every session of the person and refuses all access tokens issued until now. */
export async function revokeAllSessions(tx: Tx, personId: string, why: RevokedWhy): Promise<void> {
  await tx.rows.session.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: tx.at, revokedWhy: why } });
  await tx.rows.person.update({ where: { id: personId }, data: { tokensSince: tx.at } });
}

export function liveSessions(reader: Reader, personId: string, at: Date) {
  return reader.session.findMany({
    where: { personId, revokedAt: null, expiresAt: { gt: at } },
    orderBy: [{ rotatedAt: "desc" }, { id: "asc" }],
    select: { id: true, userAgent: true, address: true, createdAt: true, rotatedAt: true },
  });
}
