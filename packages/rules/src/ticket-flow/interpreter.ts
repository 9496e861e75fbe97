import type { FieldRight, FlowAction, FlowNode, TicketFlow } from "@cloverdesk/contracts";

/** What of a ticket decides over its flow. */
export interface AtNode {
  node: string;
  handlerId: string | null;
  creatorId: string | null;
}
/** The person who looks. `manages`: may act for others on this ticket (lead of its group, operations). */
export interface FlowActor {
  personId: string;
  manages: boolean;
}

export const nodeOf = (flow: TicketFlow, code: string): FlowNode | undefined => flow.nodes.find((node) => node.code === code);

export function actionsFrom(flow: TicketFlow, node: string): FlowAction[] {
  return flow.actions.filter((action) => action.from === node);
}

/** The actions this person may take now, the usual next step first. */
export function possibleActions(flow: TicketFlow, ticket: AtNode, actor: FlowActor): FlowAction[] {
  return actionsFrom(flow, ticket.node)
    .filter((action) => mayTake(action, ticket, actor))
    .sort((a, b) => Number(b.primary) - Number(a.primary));
}

function mayTake(action: FlowAction, ticket: AtNode, { personId, manages }: FlowActor): boolean {
  if (manages) return true;
  const handles = ticket.handlerId === personId;
  const created = ticket.creatorId === personId;
  return action.who === "handler" ? handles : action.who === "creator" ? created : handles || created;
}

export const finishes = (flow: TicketFlow, action: FlowAction): boolean => nodeOf(flow, action.to)?.kind === "end";

/** The action of *finish*: the one that leads to an end, the usual one when there are several. */
export function finishingAction(flow: TicketFlow, ticket: AtNode, actor: FlowActor): FlowAction | undefined {
  return possibleActions(flow, ticket, actor).find((action) => finishes(flow, action));
}

/** Who gets a ticket that enters the node. `keep` leaves both as they are. */
export function assignmentAt(
  node: FlowNode,
  now: { groupId: string | null; handlerId: string | null; creatorId: string | null },
): { groupId: string | null; handlerId: string | null } {
  switch (node.handler.kind) {
    case "skill_group":
      return { groupId: node.handler.skillGroupId, handlerId: null };
    case "person":
      return { groupId: now.groupId, handlerId: node.handler.personId };
    case "creator":
      return { groupId: now.groupId, handlerId: now.creatorId };
    case "keep":
      return { groupId: now.groupId, handlerId: now.handlerId };
  }
}

/** The right on a field at a node for somebody who may edit there (`editable`), or for all others. */
export function fieldRightAt(node: FlowNode | undefined, code: string, editable: boolean): FieldRight {
  const right = node?.fields[code] ?? "read";
  if (right === "hidden" || right === "read") return right;
  return editable ? right : "read";
}

/** Codes of the fields that this node hides. */
export const hiddenAt = (node: FlowNode | undefined): string[] =>
  Object.entries(node?.fields ?? {}).flatMap(([code, right]) => (right === "hidden" ? [code] : []));

/** Codes that the node names, with the rights of somebody who may edit there. */
export function rightsAt(node: FlowNode | undefined, editable: boolean): Record<string, FieldRight> {
  const codes = Object.keys(node?.fields ?? {});
  return Object.fromEntries(codes.map((code) => [code, fieldRightAt(node, code, editable)]));
}
