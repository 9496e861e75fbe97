import type { SummaryFields } from "@cloverdesk/contracts";
import type { Reader } from "../../platform/db/client.ts";
import { RaceLost, type Tx } from "../../platform/db/transaction.ts";

export const findSummary = (reader: Reader, callId: string) => reader.summary.findUnique({ where: { callId } });

/** Writes the fields over version `base`; throws RaceLost when somebody wrote meanwhile. */
export async function writeSummary(
  tx: Tx,
  callId: string,
  base: number,
  fields: SummaryFields,
  byId: string,
  saved: boolean,
): Promise<void> {
  const data = { ...fields, byId, updatedAt: tx.at, ...(saved && { state: "saved", savedAt: tx.at }) };
  if (base === 0) {
    const { count } = await tx.rows.summary.createMany({ data: { callId, version: 1, ...data }, skipDuplicates: true });
    if (count === 0) throw new RaceLost("another page wrote first");
    return;
  }
  const { count } = await tx.rows.summary.updateMany({ where: { callId, version: base }, data: { ...data, version: { increment: 1 } } });
  if (count === 0) throw new RaceLost("another page wrote meanwhile");
}

/** Every category of the tree, parents before children by position. */
export const categoryRows = (reader: Reader) => reader.category.findMany({ orderBy: [{ position: "asc" }, { nameZh: "asc" }] });
