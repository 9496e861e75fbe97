import type { categoryEndpoints, Output, TicketCount } from "@cloverdesk/contracts";
import { inOrder } from "@cloverdesk/rules/category-tree";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { treeOf } from "../category.repo.ts";
import { type CategoryUse, categoryUses } from "../category-uses.ts";

/** Counts stop here: larger numbers are shown as "1000+". */
const COUNT_LIMIT = 1_000;

/** How many tickets and summaries have the category or one below it. */
export async function categoryUsage(ctx: AppContext, id: string): Promise<Output<typeof categoryEndpoints.usage>> {
  const reader = ctx.db.prisma;
  const tree = await treeOf(reader);
  if (!tree.some((each) => each.id === id)) throw new AppError("tickets.category_unknown");
  const below = inOrder(tree, id).map((each) => each.id);
  const count = async (use: CategoryUse | undefined): Promise<TicketCount> => {
    const found = (await use?.(reader, [id, ...below], COUNT_LIMIT + 1)) ?? 0;
    return { count: Math.min(found, COUNT_LIMIT), more: found > COUNT_LIMIT };
  };
  const uses = categoryUses.of(ctx);
  const [tickets, summaries] = await Promise.all([count(uses.tickets), count(uses.summaries)]);
  return { tickets, summaries, below: below.length };
}
