import { z } from "zod";
import { endpoint } from "./kernel/endpoint.ts";
import { bilingual, id, moment, personRef } from "./kernel/shapes.ts";

const nodeCode = z.string().max(40);

/** Open tickets at one node of an older version of the flow. */
export const openAtNode = z.object({
  version: z.number().int(),
  node: nodeCode,
  name: bilingual,
  count: z.number().int(),
  /** The node of the version in force that is the same by code, or else by name; null where one has to be chosen. */
  same: nodeCode.nullable(),
});
export type OpenAtNode = z.infer<typeof openAtNode>;

/** Where the tickets of a node go. Nodes that are not mapped keep their tickets on their version. */
export const nodeMapping = z.object({ version: z.number().int(), node: nodeCode, to: nodeCode });
export type NodeMapping = z.infer<typeof nodeMapping>;

/** A mapping with how many tickets have gone that way. */
export const movedNode = nodeMapping.extend({ moved: z.number().int() });
export type MovedNode = z.infer<typeof movedNode>;

/** Open tickets of a type on their way to the version in force. It is done when none is left that the mapping names, or it is stopped before. */
export const flowMove = z.object({
  id,
  toVersion: z.number().int(),
  state: z.enum(["running", "done", "stopped"]),
  /** How many there were when it began. */
  total: z.number().int(),
  moved: z.number().int(),
  mapping: z.array(movedNode.extend({ name: bilingual, toName: bilingual })),
  startedAt: moment,
  finishedAt: moment.nullable(),
  by: personRef.nullable(),
});
export type FlowMove = z.infer<typeof flowMove>;

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
    body: z.object({ version: z.number().int(), mapping: z.array(nodeMapping).min(1).max(1_000) }),
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
