import { ticketEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Mount } from "../../../platform/http/mount.ts";
import { findTickets, myCounts, myTickets } from "./lists.ts";
import { myViews, removeView, saveView } from "./views.ts";

export function mountSearch(ctx: AppContext, mount: Mount): void {
  mount(e.counts, ({ actor }) => myCounts(ctx, actor));
  mount(e.mine, ({ actor, params, query }) => myTickets(ctx, actor, params.list, query));
  mount(e.search, ({ actor, body }) => findTickets(ctx, actor, body));
  mount(e.views, ({ actor }) => myViews(ctx, actor));
  mount(e.saveView, ({ actor, params, body }) => saveView(ctx, actor, params.viewId, body));
  mount(e.removeView, ({ actor, params }) => removeView(ctx, actor, params.viewId));
}
