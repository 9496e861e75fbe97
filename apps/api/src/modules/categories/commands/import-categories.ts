import { randomUUID } from "node:crypto";
import type { CategoryImport, categoryEndpoints, Parsed } from "@cloverdesk/contracts";
import { planImport, readCategorySheet } from "@cloverdesk/rules/category-tree";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { insertCategories, treeOf, updateCategory } from "../category.repo.ts";
import { changingCategories } from "./save-category.ts";

/** Says what a sheet would do to the tree; with `commit` does all of it, or nothing when a line is wrong. */
export async function importCategories(
  ctx: AppContext,
  actor: Actor,
  { sheet, commit }: Parsed<typeof categoryEndpoints.import>["body"],
): Promise<CategoryImport> {
  const read = readCategorySheet(sheet);
  const plan = planImport(await treeOf(ctx.db.prisma), read.rows, randomUUID);
  const faults = [...read.faults, ...plan.faults].sort((a, b) => a.line - b.line);
  if (!commit) return told(read.rows.length, plan, faults);
  if (faults.length > 0) throw new AppError("tickets.category_sheet_faulty");
  let done = plan;
  await changingCategories(ctx, actor, "tickets.importCategories", randomUUID(), async (tx, tree) => {
    // Somebody may have changed the tree since it was looked at.
    done = planImport(tree, read.rows, randomUUID);
    if (done.faults.length > 0) throw new AppError("tickets.category_sheet_faulty");
    await insertCategories(tx, done.added);
    for (const { id, version, name, active } of done.changed) await updateCategory(tx, id, version, { name, active });
    return { after: { added: done.added, changed: done.changed } };
  });
  return told(read.rows.length, done, []);
}

function told(rows: number, plan: ReturnType<typeof planImport>, faults: CategoryImport["faults"]): CategoryImport {
  const [added, changed] = [plan.added.length, plan.changed.length];
  return { added, changed, unchanged: Math.max(0, rows - added - changed), faults };
}
