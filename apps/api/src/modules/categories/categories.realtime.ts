import { categoryEvents, categoryPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";

/** `category.changed` → every page. */
export function routeCategories(ctx: AppContext): void {
  ctx.realtime.route(categoryEvents, async () => {
    ctx.realtime.toAll(categoryPushes.changed, {});
    return [];
  });
}
