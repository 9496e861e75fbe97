import type { Bilingual, FlowFault, FlowFaultCode, TicketFlow } from "@cloverdesk/contracts";
import { FLOW_FAULTS, NEVER_HIDDEN } from "@cloverdesk/contracts";
import { isBlank } from "../text/fold.ts";

/** What a flow may refer to. */
export interface FlowSurroundings {
  skillGroupIds: Iterable<string>;
  personIds: Iterable<string>;
  fieldCodes: Iterable<string>;
}

/** Everything wrong with a flow, node by node. Empty: it can be published as it is. */
export function validateFlow(flow: TicketFlow, around: FlowSurroundings): FlowFault[] {
  return [...shapeFaults(flow), ...wayFaults(flow), ...referenceFaults(flow, around)];
}

export const isBlocking = (fault: FlowFault): boolean => FLOW_FAULTS[fault.code].blocking;

const fault = (code: FlowFaultCode, node: string | null = null, action: string | null = null): FlowFault => ({ code, node, action });

function shapeFaults(flow: TicketFlow): FlowFault[] {
  const kinds = new Map(flow.nodes.map((node) => [node.code, node.kind]));
  const faults: FlowFault[] = [];
  if (!kinds.has(flow.start)) faults.push(fault("start_unknown", flow.start));
  if (kinds.get(flow.reopenTo) !== "work") faults.push(fault("reopen_unknown", flow.reopenTo));
  if (![...kinds.values()].includes("end")) faults.push(fault("no_end"));
  for (const code of twice(flow.nodes.map((node) => node.code))) faults.push(fault("node_twice", code));
  for (const key of twice(flow.actions.map((action) => `${action.from} ${action.code}`))) {
    const [from = "", code = ""] = key.split(" ");
    faults.push(fault("action_twice", from, code));
  }
  for (const { code, from, to } of flow.actions) {
    if (!kinds.has(from)) faults.push(fault("action_from_unknown", from, code));
    if (!kinds.has(to)) faults.push(fault("action_to_unknown", from, code));
    if (kinds.get(from) === "end") faults.push(fault("leaves_end", from, code));
  }
  if (flow.nodes.some(({ code, kind, handler }) => code === flow.start && kind === "work" && handler.kind === "keep"))
    faults.push(fault("start_unassigned", flow.start));
  for (const node of flow.nodes) if (!isNamed(node)) faults.push(fault("name_missing", node.code));
  for (const action of flow.actions) if (!isNamed(action)) faults.push(fault("name_missing", action.from, action.code));
  for (const node of flow.nodes) {
    if (node.whenOverdue === null) continue;
    if (!flow.actions.some((action) => action.from === node.code && action.code === node.whenOverdue))
      faults.push(fault("overdue_action_unknown", node.code, node.whenOverdue));
    if (!node.limit) faults.push(fault("overdue_without_limit", node.code));
  }
  return faults;
}

const isNamed = ({ name }: { name: Bilingual }): boolean => !isBlank(name.zh) && !isBlank(name.en);

function wayFaults(flow: TicketFlow): FlowFault[] {
  const forth = flow.actions.map(({ from, to }) => [from, to] as const);
  const back = forth.map(([from, to]) => [to, from] as const);
  const reached = reach([flow.start, flow.reopenTo], forth);
  const ending = reach(
    flow.nodes.filter((node) => node.kind === "end").map((node) => node.code),
    back,
  );
  return flow.nodes.flatMap((node) => {
    const faults: FlowFault[] = [];
    if (!reached.has(node.code)) faults.push(fault("unreachable", node.code));
    if (node.kind === "end") return faults;
    if (!forth.some(([from]) => from === node.code)) faults.push(fault("dead_end", node.code));
    else if (!ending.has(node.code)) faults.push(fault("never_ends", node.code));
    return faults;
  });
}

function referenceFaults(flow: TicketFlow, around: FlowSurroundings): FlowFault[] {
  const groups = new Set(around.skillGroupIds);
  const people = new Set(around.personIds);
  const fields = new Set(around.fieldCodes);
  const faults: FlowFault[] = [];
  for (const { code, handler, fields: rights } of flow.nodes) {
    if (handler.kind === "skill_group" && !groups.has(handler.skillGroupId)) faults.push(fault("handler_unknown", code));
    if (handler.kind === "person" && !people.has(handler.personId)) faults.push(fault("handler_unknown", code));
    if (Object.keys(rights).some((field) => !fields.has(field))) faults.push(fault("field_unknown", code));
    if (NEVER_HIDDEN.some((field) => rights[field] === "hidden")) faults.push(fault("never_hidden", code));
  }
  for (const action of flow.actions)
    if (action.form.some((field) => !fields.has(field.code))) faults.push(fault("field_unknown", action.from, action.code));
  return faults;
}

function reach(from: readonly string[], edges: readonly (readonly [string, string])[]): Set<string> {
  const seen = new Set(from);
  for (const here of seen) for (const [start, end] of edges) if (start === here) seen.add(end);
  return seen;
}

function twice(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, i) => codes.indexOf(code) !== i))];
}
