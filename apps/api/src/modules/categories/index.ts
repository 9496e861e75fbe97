import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { routeCategories } from "./categories.realtime.ts";
import { mountCategories } from "./categories.routes.ts";

export { treeOf as categoryTree } from "./category.repo.ts";
export { categoryUses } from "./category-uses.ts";

/** The category tree of tickets, summaries and knowledge (A5). */
export function registerCategories(ctx: AppContext, mount: Mount): void {
  mountCategories(ctx, mount);
  routeCategories(ctx);
}
