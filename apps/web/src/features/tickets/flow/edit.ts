import type { Bilingual, FieldRight, FlowAction, FlowNode, TicketFlow } from "@cloverdesk/contracts";
import type { Point } from "../../../shared/flow-canvas/geometry.ts";
import { arrange } from "../../../shared/flow-canvas/layout.ts";

/** Nothing is published under a name that nobody chose: a missing name is a problem of the flow. */
const UNNAMED: Bilingual = { zh: "", en: "" };

/** A code that no node and no action had in any version: open tickets are moved between versions by codes, so none is used twice. */
export const freshCode = (prefix: "node" | "action"): string => `${prefix}_${crypto.randomUUID().slice(0, 8)}`;

/** What an action is called on the canvas: a code is its own only at its node. */
export const actionKey = ({ from, code }: Pick<FlowAction, "from" | "code">): string => `${from} ${code}`;

export const findAction = (flow: TicketFlow, key: string): FlowAction | undefined =>
  flow.actions.find((action) => actionKey(action) === key);

/** A new node; a work node takes over the field rights of `like`, so that they need not be set again. */
export function addNode(flow: TicketFlow, code: string, kind: FlowNode["kind"], at: Point, like?: FlowNode): TicketFlow {
  const node: FlowNode = {
    code,
    name: UNNAMED,
    kind,
    handler: { kind: "keep" },
    fields: kind === "work" && like?.kind === "work" ? like.fields : {},
    callOut: false,
    limit: null,
    pausesTime: false,
    whenOverdue: null,
    at,
  };
  return { ...flow, nodes: [...flow.nodes, node] };
}

export function changeNode(flow: TicketFlow, code: string, change: Partial<Omit<FlowNode, "code" | "kind">>): TicketFlow {
  return { ...flow, nodes: flow.nodes.map((node) => (node.code === code ? { ...node, ...change } : node)) };
}

/** Takes a node away with the actions that begin or end there. The last one stays: there is no flow without nodes. */
export function removeNode(flow: TicketFlow, code: string): TicketFlow {
  if (flow.nodes.length === 1) return flow;
  const actions = flow.actions.filter((action) => action.from !== code && action.to !== code);
  return withoutLostEscalations({ ...flow, nodes: flow.nodes.filter((node) => node.code !== code), actions });
}

/** A new action; the first one out of a node is its usual next step. */
export function addAction(flow: TicketFlow, code: string, from: string, to: string): TicketFlow {
  const action: FlowAction = {
    code,
    name: UNNAMED,
    from,
    to,
    who: "handler",
    form: [],
    noteRequired: false,
    primary: !flow.actions.some((other) => other.from === from),
  };
  return { ...flow, actions: [...flow.actions, action] };
}

/** Of the actions of a node at most one is the usual next step. */
export function changeAction(flow: TicketFlow, key: string, change: Partial<Omit<FlowAction, "code" | "from">>): TicketFlow {
  const changed = findAction(flow, key);
  return {
    ...flow,
    actions: flow.actions.map((action) => {
      if (action === changed) return { ...action, ...change };
      return change.primary && action.from === changed?.from ? { ...action, primary: false } : action;
    }),
  };
}

export function removeAction(flow: TicketFlow, key: string): TicketFlow {
  const gone = findAction(flow, key);
  return withoutLostEscalations({ ...flow, actions: flow.actions.filter((action) => action !== gone) });
}

/** An escalation goes with its action. */
function withoutLostEscalations(flow: TicketFlow): TicketFlow {
  const isThere = (node: FlowNode) => flow.actions.some(({ from, code }) => from === node.code && code === node.whenOverdue);
  return {
    ...flow,
    nodes: flow.nodes.map((node) => (node.whenOverdue !== null && !isThere(node) ? { ...node, whenOverdue: null } : node)),
  };
}

/** Sets the right on one field, or on several. `read` is what a field has that is not named. */
export function setRights(flow: TicketFlow, code: string, fields: readonly string[], right: FieldRight): TicketFlow {
  const node = flow.nodes.find((each) => each.code === code);
  if (!node) return flow;
  const others = Object.entries(node.fields).filter(([field]) => !fields.includes(field));
  const set = right === "read" ? [] : fields.map((field) => [field, right] as const);
  return changeNode(flow, code, { fields: Object.fromEntries([...others, ...set]) });
}

/** All nodes in their places from left to right, the start first. */
export function arranged(flow: TicketFlow): TicketFlow {
  const codes = flow.nodes.map(({ code }) => code);
  const places = arrange([...codes.filter((code) => code === flow.start), ...codes.filter((code) => code !== flow.start)], flow.actions);
  return { ...flow, nodes: flow.nodes.map((node) => ({ ...node, at: places.get(node.code) ?? node.at })) };
}
