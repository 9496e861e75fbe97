import type { Prisma, Reader } from "../../../platform/db/client.ts";
import type { Tx } from "../../../platform/db/transaction.ts";

/** Keeps a person's draft; answers null when the id is somebody else's. */
export async function keepDraftRow(reader: Reader, draft: { id: string; personId: string; draft: Prisma.InputJsonValue; updatedAt: Date }) {
  const { id, ...rest } = draft;
  const rows = await reader.ticketDraft.createManyAndReturn({ data: draft, skipDuplicates: true });
  if (rows[0]) return rows[0];
  const [changed] = await reader.ticketDraft.updateManyAndReturn({ where: { id, personId: draft.personId }, data: rest });
  return changed ?? null;
}

/** The draft a person wrote on last. One that was kept while its ticket was being made is done with: its id is the ticket's. */
export async function latestDraft(reader: Reader, personId: string) {
  const [row] = await reader.$queryRaw<{ id: string; draft: unknown; updatedAt: Date }[]>`
    SELECT id, draft, updated_at AS "updatedAt" FROM ticket_draft d
    WHERE person_id = ${personId}::uuid AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = d.id) ORDER BY updated_at DESC LIMIT 1`;
  return row ?? null;
}

export async function dropDraftRow(tx: Pick<Tx, "rows">, id: string, personId: string): Promise<void> {
  await tx.rows.ticketDraft.deleteMany({ where: { id, personId } });
}
