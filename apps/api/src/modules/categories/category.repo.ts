import type { Category } from "@cloverdesk/contracts";
import type { Reader } from "../../platform/db/client.ts";
import { RaceLost, type Tx } from "../../platform/db/transaction.ts";

/** The tree, held against everybody else's changes until the transaction ends: where a category may stand depends on all the others. */
export async function lockedTree(tx: Tx): Promise<Category[]> {
  await tx.rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('tickets.categories'))`;
  return treeOf(tx.rows);
}

/** Siblings in their order. */
export async function treeOf(reader: Reader): Promise<Category[]> {
  const rows = await reader.category.findMany({ orderBy: [{ position: "asc" }, { nameZh: "asc" }] });
  return rows.map(({ id, parentId, nameZh, nameEn, active, version }) => ({
    id,
    parentId,
    name: { zh: nameZh, en: nameEn },
    active,
    version,
  }));
}

export type CategoryDraft = Pick<Category, "parentId" | "name" | "active">;

/** Adds categories behind their siblings, parents before their children. */
export async function insertCategories(tx: Tx, drafts: (CategoryDraft & { id: string })[]): Promise<void> {
  for (const { id, parentId, name, active } of drafts) {
    const position = await tx.rows.category.count({ where: { parentId } });
    await tx.rows.category.create({ data: { id, parentId, nameZh: name.zh, nameEn: name.en, active, position } });
  }
}

/** Changes name and use; throws RaceLost when it is no longer the version given. */
export async function updateCategory(
  tx: Tx,
  id: string,
  version: number,
  { name, active }: Omit<CategoryDraft, "parentId">,
): Promise<void> {
  const { count } = await tx.rows.category.updateMany({
    where: { id, version },
    data: { nameZh: name.zh, nameEn: name.en, active, version: { increment: 1 } },
  });
  if (count === 0) throw new RaceLost("the category was changed");
}

/** Hangs a category below `parentId`, whose children then stand in the order of `ids`. */
export async function placeCategory(tx: Tx, id: string, parentId: string | null, ids: string[]): Promise<void> {
  await tx.rows.category.update({ where: { id }, data: { parentId, version: { increment: 1 } } });
  await tx.rows.$executeRaw`
    UPDATE category c SET position = o.position FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o(id, position) WHERE c.id = o.id`;
}
