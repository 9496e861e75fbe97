import type { SummaryFields } from "@cloverdesk/contracts";
import { prepared, type Reader, type SqlReader } from "../../platform/db/client.ts";
import { RaceLost, type SqlTx, type Tx } from "../../platform/db/transaction.ts";

/** A summary with what it said before it was corrected, latest first. */
export const WITH_EARLIER = { earlier: { orderBy: { version: "desc" } } } as const;

export const findSummary = (reader: Reader, partId: string) => reader.summary.findUnique({ where: { partId }, include: WITH_EARLIER });

/** Business result of a saved summary. */
export async function savedResult(reader: SqlReader, partId: string): Promise<string | null> {
  const [row] = await reader.$queryRaw<
    { result: string | null }[]
  >`SELECT result FROM summary WHERE part_id = ${partId}::uuid AND state = 'saved'`;
  return row?.result ?? null;
}

/** Writes the fields over version `base`; throws RaceLost when somebody wrote meanwhile. */
export async function writeSummary(
  tx: Tx,
  partId: string,
  base: number,
  fields: SummaryFields,
  byId: string,
  saved: boolean,
): Promise<void> {
  const data = { ...fields, byId, updatedAt: tx.at, ...(saved && { state: "saved", savedAt: tx.at }) };
  if (base === 0) {
    const { count } = await tx.rows.summary.createMany({ data: { partId, version: 1, ...data }, skipDuplicates: true });
    if (count === 0) throw new RaceLost("another page wrote first");
    return;
  }
  const { count } = await tx.rows.summary.updateMany({ where: { partId, version: base }, data: { ...data, version: { increment: 1 } } });
  if (count === 0) throw new RaceLost("another page wrote meanwhile");
}

/** Keeps what the saved summary says at version `base`, before other fields are written over it; false when they are the same. */
export async function keepVersion(tx: SqlTx, partId: string, base: number, fields: SummaryFields): Promise<boolean> {
  const count = await tx.rows.$executeRaw(prepared`
    INSERT INTO summary_version (part_id, version, category_id, issue, solution, result, custom, saved_at, by_id)
    SELECT part_id, version, category_id, issue, solution, result, custom, saved_at, by_id FROM summary
    WHERE part_id = ${partId}::uuid AND version = ${base} AND state = 'saved' AND saved_at IS NOT NULL
      AND (category_id, issue, solution, result, custom) IS DISTINCT FROM
        (${fields.categoryId}::uuid, ${fields.issue}::text, ${fields.solution}::text, ${fields.result}::text, ${JSON.stringify(fields.custom)}::jsonb)`);
  return count > 0;
}

/** Saves the summary of a call out that nobody answered. A result that the person chose and what they wrote are kept; without one the result is filled in. */
export async function completeUnanswered(tx: SqlTx, partId: string, byId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO summary (part_id, version, state, result, updated_at, saved_at, by_id)
    VALUES (${partId}::uuid, 1, 'saved', 'unreached', ${tx.at}, ${tx.at}, ${byId}::uuid)
    ON CONFLICT (part_id) DO UPDATE SET version = summary.version + 1, state = 'saved', result = COALESCE(summary.result, 'unreached'),
      updated_at = ${tx.at}, saved_at = ${tx.at}`);
}

/** Moves a draft from one part to another; false when there is none. A saved summary stays where it is. */
export async function moveDraft(tx: SqlTx, fromPartId: string, toPartId: string): Promise<boolean> {
  const count = await tx.rows.$executeRaw(
    prepared`UPDATE summary SET part_id = ${toPartId}::uuid WHERE part_id = ${fromPartId}::uuid AND state = 'draft'`,
  );
  return count > 0;
}

/** Summaries with one of the categories, counted up to `limit`. Versions from before a correction count too. */
export async function countByCategory(reader: SqlReader, categoryIds: string[], limit: number): Promise<number> {
  const [row] = await reader.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (SELECT 1 FROM summary WHERE category_id = ANY(${categoryIds}::uuid[])
      UNION ALL SELECT 1 FROM summary_version WHERE category_id = ANY(${categoryIds}::uuid[]) LIMIT ${limit}) s`;
  return Number(row?.count ?? 0);
}
