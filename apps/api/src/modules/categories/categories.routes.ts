import { categoryEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { treeOf } from "./category.repo.ts";
import { importCategories } from "./commands/import-categories.ts";
import { moveCategory, saveCategory } from "./commands/save-category.ts";
import { categoryUsage } from "./queries/category-usage.ts";

export function mountCategories(ctx: AppContext, mount: Mount): void {
  mount(e.list, async () => ({ items: await treeOf(ctx.db.prisma) }));
  mount(e.save, ({ actor, params, body }) => saveCategory(ctx, actor, params.categoryId, body));
  mount(e.move, ({ actor, params, body }) => moveCategory(ctx, actor, params.categoryId, body));
  mount(e.usage, ({ params }) => categoryUsage(ctx, params.categoryId));
  mount(e.import, ({ actor, body }) => importCategories(ctx, actor, body));
}
