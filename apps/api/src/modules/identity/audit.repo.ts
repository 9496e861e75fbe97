import { Prisma, type Reader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";

/** One line of the audit log (A6): who did what to what, from where, and what it was before and after. */
export interface AuditEntry {
  /** Endpoint id or a past-tense fact: `recording.played`. */
  verb: string;
  entity: string;
  entityId?: string;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
}

/** Writes into the transaction of the deed itself, so that neither is without the other. `by` null is the product itself. */
export async function recordAudit(tx: Tx, by: { personId: string; address: string } | null, entry: AuditEntry): Promise<void> {
  await tx.rows.audit.create({
    data: {
      at: tx.at,
      personId: by?.personId,
      address: by?.address,
      verb: entry.verb,
      entity: entry.entity,
      entityId: entry.entityId,
      before: entry.before ?? Prisma.DbNull,
      after: entry.after ?? Prisma.DbNull,
    },
  });
}

/** Whether the person was audited for the same deed since then. */
export async function wasAudited(
  reader: Reader,
  { since, ...deed }: Pick<AuditEntry, "verb" | "entity" | "entityId"> & { personId: string; since: Date },
): Promise<boolean> {
  return (await reader.audit.findFirst({ where: { ...deed, at: { gte: since } }, select: { id: true } })) !== null;
}

/** Who changed one thing last, newest first. */
export async function auditOf(reader: Reader, entity: string, entityId: string, limit: number) {
  return reader.$queryRaw<{ at: Date; verb: string; byId: string | null; byName: string | null }[]>`
    SELECT a.at, a.verb, p.id AS "byId", p.display_name AS "byName" FROM audit a LEFT JOIN person p ON p.id = a.person_id
    WHERE a.entity = ${entity} AND a.entity_id = ${entityId} ORDER BY a.at DESC, a.id DESC LIMIT ${limit}`;
}
