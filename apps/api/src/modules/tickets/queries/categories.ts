import type { categoryEndpoints, Output } from "@cloverdesk/contracts";
import { inOrder } from "@cloverdesk/rules/category-tree";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { categoryUse, treeOf } from "../category.repo.ts";

/** What has the category or one below it. */
export async function categoryUsage(ctx: AppContext, id: string): Promise<Output<typeof categoryEndpoints.usage>> {
  const tree = await treeOf(ctx.db.prisma);
  if (!tree.some((each) => each.id === id)) throw new AppError("tickets.category_unknown");
  const below = inOrder(tree, id).map((each) => each.id);
  return { ...(await categoryUse(ctx.db.prisma, [id, ...below])), below: below.length };
}
