import type { Prisma, Reader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";

/** Keeps a person's draft; answers null when the id is somebody else's. */
export async function keepDraftRow(reader: Reader, draft: { id: string; personId: string; draft: Prisma.InputJsonValue; updatedAt: Date }) {
  const { id, ...rest } = draft;
  const rows = await reader.ticketDraft.createManyAndReturn({ data: draft, skipDuplicates: true });
  if (rows[0]) return rows[0];
  const [changed] = await reader.ticketDraft.updateManyAndReturn({ where: { id, personId: draft.personId }, data: rest });
  return changed ?? null;
}

/** The draft a person wrote on last. */
export const latestDraft = (reader: Reader, personId: string) =>
  reader.ticketDraft.findFirst({ where: { personId }, orderBy: { updatedAt: "desc" } });

export async function dropDraftRow(tx: Pick<Tx, "rows">, id: string, personId: string): Promise<void> {
  await tx.rows.ticketDraft.deleteMany({ where: { id, personId } });
}
