import type { FlowAction, FlowNode, TicketFlow } from "@cloverdesk/contracts";
import { actionKey } from "../edit.ts";

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
export type Part = (typeof NODE_PARTS)[number] | (typeof ACTION_PARTS)[number];

/** One thing that is other in a flow than it was in the one before. */
export type FlowChange =
  | { kind: "nodeAdded" | "nodeRemoved"; node: FlowNode }
  | { kind: "nodeChanged"; node: FlowNode; parts: Part[] }
  | { kind: "actionAdded" | "actionRemoved"; action: FlowAction }
  | { kind: "actionChanged"; action: FlowAction; parts: Part[] }
  | { kind: "start" | "reopenTo"; node: string }
  | { kind: "limit" | "hours" };

/** What changes for tickets from one flow to another; places on the canvas do not. */
export function flowChanges(before: TicketFlow, after: TicketFlow): FlowChange[] {
  const [nodesBefore, nodesAfter] = [byKey(before.nodes, ({ code }) => code), byKey(after.nodes, ({ code }) => code)];
  const [actionsBefore, actionsAfter] = [byKey(before.actions, actionKey), byKey(after.actions, actionKey)];
  const changes: FlowChange[] = [];
  for (const [code, node] of nodesAfter) {
    const was = nodesBefore.get(code);
    const parts = was ? NODE_PARTS.filter((part) => !same(was[part], node[part])) : [];
    if (!was) changes.push({ kind: "nodeAdded", node });
    else if (parts.length > 0) changes.push({ kind: "nodeChanged", node, parts });
  }
  for (const [code, node] of nodesBefore) if (!nodesAfter.has(code)) changes.push({ kind: "nodeRemoved", node });
  for (const [key, action] of actionsAfter) {
    const was = actionsBefore.get(key);
    const parts = was ? ACTION_PARTS.filter((part) => !same(was[part], action[part])) : [];
    if (!was) changes.push({ kind: "actionAdded", action });
    else if (parts.length > 0) changes.push({ kind: "actionChanged", action, parts });
  }
  for (const [key, action] of actionsBefore) if (!actionsAfter.has(key)) changes.push({ kind: "actionRemoved", action });
  if (before.start !== after.start) changes.push({ kind: "start", node: after.start });
  if (before.reopenTo !== after.reopenTo) changes.push({ kind: "reopenTo", node: after.reopenTo });
  if (!same(before.limit, after.limit)) changes.push({ kind: "limit" });
  if (!same(before.hours, after.hours)) changes.push({ kind: "hours" });
  return changes;
}

const byKey = <T>(items: readonly T[], key: (item: T) => string): Map<string, T> => new Map(items.map((item) => [key(item), item]));

/** Equal as JSON, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [mine, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(mine);
  return (
    Array.isArray(a) === Array.isArray(b) && keys.length === Object.keys(theirs).length && keys.every((key) => same(mine[key], theirs[key]))
  );
}
