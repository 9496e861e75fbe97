import { CATEGORY_DEPTH, type Category, type categoryEndpoints, categoryEvents, type Parsed } from "@cloverdesk/contracts";
import { depthOf, isBelow, levelsBelow } from "@cloverdesk/rules/category-tree";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { insertCategories, lockedTree, placeCategory, treeOf, updateCategory } from "../category.repo.ts";

type E = typeof categoryEndpoints;

/** The frame of every change of the tree: one at a time, audited, told to all pages. `work` answers what the audit keeps. */
export async function changingCategories(
  ctx: AppContext,
  actor: Actor,
  verb: string,
  id: string,
  work: (tx: Tx, tree: Category[]) => Promise<{ before?: object | undefined; after: object }>,
): Promise<void> {
  try {
    await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const told = JSON.parse(JSON.stringify(await work(tx, await lockedTree(tx))));
      await recordAudit(tx, actor, { verb, entity: "category", entityId: id, ...told });
      tx.record(categoryEvents.changed, { entityId: id });
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("tickets.setup_conflict", { detail: error.message });
    throw error;
  }
}

/** Makes a category (`version` 0) at the end of its parent, or renames, disables or enables one. What has a disabled one keeps it. */
export async function saveCategory(ctx: AppContext, actor: Actor, id: string, body: Parsed<E["save"]>["body"]): Promise<Category> {
  const { version, parentId, ...draft } = body;
  await changingCategories(ctx, actor, "tickets.saveCategory", id, async (tx, tree) => {
    const known = tree.find((each) => each.id === id);
    if (version === 0) {
      if (known) throw new RaceLost("the category exists");
      mayStand(tree, { id, ...draft }, parentId, 0);
      await insertCategories(tx, [{ id, parentId, ...draft }]);
      return { after: { parentId, ...draft } };
    }
    if (!known) throw new AppError("tickets.category_unknown");
    mayStand(tree, { id, ...draft }, known.parentId, 0);
    await updateCategory(tx, id, version, draft);
    return { before: known, after: draft };
  });
  return found(ctx, id);
}

/** Hangs a category with all below it elsewhere. */
export async function moveCategory(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { parentId, beforeId, version }: Parsed<E["move"]>["body"],
): Promise<Category> {
  await changingCategories(ctx, actor, "tickets.moveCategory", id, async (tx, tree) => {
    const known = tree.find((each) => each.id === id);
    if (!known) throw new AppError("tickets.category_unknown");
    if (known.version !== version) throw new RaceLost("the category was changed");
    mayStand(tree, known, parentId, levelsBelow(tree, id));
    const parent = tree.find((each) => each.id === parentId);
    if (parent && isBelow(tree, parent, id)) throw new AppError("tickets.category_below_itself");
    const siblings = tree.filter((each) => each.parentId === parentId && each.id !== id).map((each) => each.id);
    const at = beforeId === null ? siblings.length : siblings.indexOf(beforeId);
    if (at < 0) throw new RaceLost("the place is no longer there");
    await placeCategory(tx, id, parentId, [...siblings.slice(0, at), id, ...siblings.slice(at)]);
    return { before: { parentId: known.parentId }, after: { parentId, beforeId } };
  });
  return found(ctx, id);
}

/** Whether a category, with `levels` below it, may stand there: the parent exists, nobody beside it is called so, the tree does not get too deep. */
function mayStand(tree: Category[], { id, name }: Pick<Category, "id" | "name">, parentId: string | null, levels: number): void {
  if (parentId !== null && !tree.some((each) => each.id === parentId)) throw new AppError("tickets.category_unknown");
  if (depthOf(tree, parentId) + 1 + levels > CATEGORY_DEPTH) throw new AppError("tickets.category_too_deep");
  const beside = tree.filter((each) => each.parentId === parentId && each.id !== id);
  const taken = (["zh", "en"] as const).filter((language) =>
    beside.some((each) => each.name[language].toLowerCase() === name[language].toLowerCase()),
  );
  if (taken.length > 0)
    throw new AppError("tickets.category_name_taken", {
      fields: Object.fromEntries(taken.map((language) => [`name.${language}`, "taken"])),
    });
}

async function found(ctx: AppContext, id: string): Promise<Category> {
  const category = (await treeOf(ctx.db.prisma)).find((each) => each.id === id);
  if (!category) throw new AppError("tickets.category_unknown");
  return category;
}
