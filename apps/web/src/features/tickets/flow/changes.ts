import type { FlowAction, FlowNode, TicketFlow } from "@cloverdesk/contracts";
import { type ItemChange, itemChanges, same } from "../../../shared/flow-editor/compare.ts";
import { actionKey } from "./edit.ts";

const NODE_PARTS = [
  "name",
  "kind",
  "handler",
  "fields",
  "callOut",
  "limit",
  "pausesTime",
  "whenOverdue",
] as const satisfies (keyof FlowNode)[];
const ACTION_PARTS = ["name", "to", "who", "form", "noteRequired", "primary"] as const satisfies (keyof FlowAction)[];

/** One thing that is other in a flow than it was in the one before. */
export type FlowChange =
  | ({ what: "node" } & ItemChange<FlowNode, (typeof NODE_PARTS)[number]>)
  | ({ what: "action" } & ItemChange<FlowAction, (typeof ACTION_PARTS)[number]>)
  | { what: "start" | "reopenTo"; node: string }
  | { what: "limit" | "hours" };

/** What changes for tickets from one flow to another; places on the canvas do not. */
export function flowChanges(before: TicketFlow, after: TicketFlow): FlowChange[] {
  const nodes = itemChanges(before.nodes, after.nodes, ({ code }) => code, NODE_PARTS);
  const actions = itemChanges(before.actions, after.actions, actionKey, ACTION_PARTS);
  return [
    ...nodes.map((change) => ({ what: "node" as const, ...change })),
    ...actions.map((change) => ({ what: "action" as const, ...change })),
    ...(["start", "reopenTo"] as const).filter((what) => before[what] !== after[what]).map((what) => ({ what, node: after[what] })),
    ...(["limit", "hours"] as const).filter((what) => !same(before[what], after[what])).map((what) => ({ what })),
  ];
}
