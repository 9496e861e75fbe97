import type { Grants } from "@cloverdesk/contracts";
import type { Database } from "../../platform/db/client.ts";

export interface PrincipalRow {
  status: string;
  tokensSince: Date;
  revokedAt: Date | null;
  expiresAt: Date;
  /** Grants of each role. */
  roles: Grants[];
}

/** The person behind a session with what decides over every request of theirs, in one statement. */
export async function findPrincipal(db: Database, personId: string, sessionId: string): Promise<PrincipalRow | undefined> {
  const [row] = await db.prisma.$queryRaw<PrincipalRow[]>`
    SELECT p.status, p.tokens_since AS "tokensSince", s.revoked_at AS "revokedAt", s.expires_at AS "expiresAt",
      (SELECT coalesce(json_agg(r.grants), '[]') FROM person_role pr JOIN role r ON r.id = pr.role_id WHERE pr.person_id = p.id) AS roles
    FROM session s JOIN person p ON p.id = s.person_id
    WHERE s.id = ${sessionId}::uuid AND p.id = ${personId}::uuid`;
  return row;
}
