import type { Bilingual, FlowMove, FlowNode, NodeMapping, TicketFlow } from "@cloverdesk/contracts";
import { assignmentAt, nodeOf, timesMoved } from "@cloverdesk/rules/ticket-flow";
import { isoOrNull, person } from "../search/row.presenter.ts";
import { timeColumns, timesOf, toldOf } from "../sla/times.ts";
import type { TicketChanges, TicketRecord } from "../work/ticket.repo.ts";
import type { MoveRecord } from "./move.repo.ts";

/** The work node of a flow that is the same as this one of another version: by code, or else by name. */
export function sameNode(flow: TicketFlow, node: FlowNode): string | null {
  const byCode = nodeOf(flow, node.code);
  if (byCode?.kind === "work") return byCode.code;
  const named = flow.nodes.find(({ kind, name }) => kind === "work" && (name.zh === node.name.zh || name.en === node.name.en));
  return named?.code ?? null;
}

/** Entries of a mapping that lead from or to nothing, as `version.node`. */
export function wrongMappings(mapping: readonly NodeMapping[], flows: ReadonlyMap<number, TicketFlow>, target: TicketFlow): string[] {
  const seen = new Set<string>();
  return mapping.flatMap(({ version, node, to }) => {
    const key = `${version}.${node}`;
    const flow = flows.get(version);
    const right = flow && nodeOf(flow, node) && nodeOf(target, to)?.kind === "work" && !seen.has(key);
    seen.add(key);
    return right ? [] : [key];
  });
}

/**
 * What changes of an open ticket that goes on at `to` in another version. Whoever has it keeps it at the same node; one that waits, or that
 * comes to another node, goes to whom the node names. People are told of a limit once, unless it moved away again.
 */
export function movedColumns(ticket: TicketRecord, was: TicketFlow, now: TicketFlow, version: number, to: string, at: Date): TicketChanges {
  const [from, node] = [nodeOf(was, ticket.node), nodeOf(now, to)];
  if (!from || !node) throw new Error(`no node ${ticket.node} or ${to}`);
  const keeps = from.code === node.code && ticket.handlerId !== null;
  const times = timesMoved({ flow: was, node: from }, { flow: now, node }, at, timesOf(ticket));
  return {
    flowVersion: version,
    node: node.code,
    ...(keeps ? { groupId: ticket.groupId, handlerId: ticket.handlerId } : assignmentAt(node, ticket)),
    ...timeColumns(times),
    told: toldOf(ticket.told, times, at),
  };
}

/** `flows` are those that the mapping names and the target. */
export function presentMove(move: MoveRecord, names: ReadonlyMap<string, string>, flows: ReadonlyMap<number, TicketFlow>): FlowMove {
  const nameOf = (version: number, code: string): Bilingual => {
    const flow = flows.get(version);
    return (flow && nodeOf(flow, code)?.name) ?? { zh: code, en: code };
  };
  return {
    id: move.id,
    toVersion: move.toVersion,
    state: move.state as FlowMove["state"],
    total: move.total,
    moved: move.mapping.reduce((sum, each) => sum + each.moved, 0),
    mapping: move.mapping.map((each) => ({ ...each, name: nameOf(each.version, each.node), toName: nameOf(move.toVersion, each.to) })),
    startedAt: move.startedAt.toISOString(),
    finishedAt: isoOrNull(move.finishedAt),
    by: person(move.startedBy, names.get(move.startedBy) ?? null),
  };
}
