import { z } from "zod";
import { endpoint } from "../../kernel/endpoint.ts";
import { version } from "../../kernel/numbers.ts";
import { id } from "../../kernel/shapes.ts";
import { ticketView, ticketViewDraft } from "./shapes.ts";

export const ticketViewEndpoints = {
  views: endpoint({
    id: "tickets.views",
    method: "GET",
    path: "/api/tickets/views",
    permission: "tickets.read",
    summary: "Saved views that I may use: mine, my groups', everybody's",
    output: z.object({ items: z.array(ticketView) }),
  }),
  saveView: endpoint({
    id: "tickets.saveView",
    method: "PUT",
    path: "/api/tickets/views/:viewId",
    permission: "tickets.read",
    summary: "Save a view; sharing it with a group or all, and changing one that is shared, needs the permission tickets.share_views",
    params: z.object({ viewId: id }),
    body: ticketViewDraft.extend({ version }),
    output: ticketView,
    errors: ["tickets.not_allowed", "tickets.setup_conflict", "tickets.field_unknown", "tickets.field_not_sortable"],
  }),
  removeView: endpoint({
    id: "tickets.removeView",
    method: "DELETE",
    path: "/api/tickets/views/:viewId",
    permission: "tickets.read",
    summary: "Delete a view of mine, or one that is shared as I may share",
    params: z.object({ viewId: id }),
    output: z.void(),
    errors: ["tickets.not_allowed", "tickets.setup_conflict"],
  }),
} as const;
