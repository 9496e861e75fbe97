import { z } from "zod";
import { endpoint } from "../../kernel/endpoint.ts";
import { version } from "../../kernel/numbers.ts";
import { bilingual, id } from "../../kernel/shapes.ts";
import { flowMove, nodeCode, nodeMapping, openAtNode } from "./shapes.ts";

const typeId = z.object({ typeId: id });

export const ticketMoveEndpoints = {
  openOnFlow: endpoint({
    id: "tickets.openOnFlow",
    method: "GET",
    path: "/api/tickets/types/:typeId/flow/open",
    permission: "tickets.configure",
    summary: "Open tickets that follow an older version of the flow, by version and node, and the last move of such tickets",
    params: typeId,
    output: z.object({
      /** The version in force, which tickets can be moved to. */
      version: z.number().int().nullable(),
      /** Its nodes that a ticket can be moved to. */
      nodes: z.array(z.object({ code: nodeCode, name: bilingual })),
      items: z.array(openAtNode),
      move: flowMove.nullable(),
    }),
    errors: ["tickets.type_unknown"],
  }),
  moveToFlow: endpoint({
    id: "tickets.moveToFlow",
    method: "PUT",
    path: "/api/tickets/types/:typeId/flow/moves/:moveId",
    permission: "tickets.configure",
    summary: "Move open tickets to the version in force, in the background; the same id again is the same move",
    params: typeId.extend({ moveId: id }),
    body: z.object({ version, mapping: z.array(nodeMapping).min(1).max(1_000) }),
    output: flowMove,
    errors: ["tickets.type_unknown", "tickets.setup_conflict", "tickets.mapping_invalid", "tickets.move_running"],
  }),
  stopMove: endpoint({
    id: "tickets.stopMove",
    method: "POST",
    path: "/api/tickets/types/:typeId/flow/moves/:moveId/stop",
    permission: "tickets.configure",
    summary: "Stop a move: what has moved stays there, the rest stays where it is; one that is over is answered as it is",
    params: typeId.extend({ moveId: id }),
    output: flowMove,
    errors: ["request.not_found"],
  }),
} as const;
