import type { FlowNode, TicketFlow } from "@cloverdesk/contracts";
import { afterWorkingTime, workingTime } from "./working-time.ts";

const MINUTE_MS = 60_000;

/** The times of a ticket: of the whole of it, of the node it is at, and the earlier of both with the moment from which it is due soon. */
export interface Times {
  /** Null without a limit, and while the time stands still. */
  wholeDueAt: Date | null;
  /** What is left of the whole limit while it stands still, ms of working time (negative: it was over). */
  timeLeftMs: number | null;
  nodeDueAt: Date | null;
  dueAt: Date | null;
  warnAt: Date | null;
}
export const NO_TIMES: Times = { wholeDueAt: null, timeLeftMs: null, nodeDueAt: null, dueAt: null, warnAt: null };

/** A new ticket's times at its first node. */
export function firstTimes(flow: TicketFlow, node: FlowNode, at: Date): Times {
  const whole = flow.limit ? flow.limit.minutes * MINUTE_MS : null;
  return timesAt(flow, node, at, { ...NO_TIMES, timeLeftMs: whole });
}

/** The same for a ticket that is due at a moment of its own, whatever the flow's limit. */
export function firstTimesUntil(flow: TicketFlow, node: FlowNode, at: Date, due: Date): Times {
  const whole = leftUntil(flow, at, due);
  return timesWith(flow, node, at, { whole, wholeDueAt: due, node: node.limit && node.limit.minutes * MINUTE_MS });
}

/** The times of a ticket that enters a node: the node's own limit begins, the whole limit goes on, stands still or is over (end). */
export function timesAt(flow: TicketFlow, node: FlowNode, at: Date, before: Times): Times {
  const left = before.wholeDueAt ? leftUntil(flow, at, before.wholeDueAt) : before.timeLeftMs;
  return timesWith(flow, node, at, { whole: left, wholeDueAt: before.wholeDueAt, node: node.limit && node.limit.minutes * MINUTE_MS });
}

/** Where a ticket stands: a node of a version of the flow. */
export interface Stand {
  flow: TicketFlow;
  node: FlowNode;
}

/**
 * The times of an open ticket that goes on in another version of its flow: what it used of the whole limit stays used, and of the node's limit
 * as long as it stays at the same node. A limit that there was not begins now.
 */
export function timesMoved(was: Stand, now: Stand, at: Date, before: Times): Times {
  const wholeLeft = before.wholeDueAt ? leftUntil(was.flow, at, before.wholeDueAt) : before.timeLeftMs;
  const nodeLeft = was.node.code === now.node.code && before.nodeDueAt ? leftUntil(was.flow, at, before.nodeDueAt) : null;
  return timesWith(now.flow, now.node, at, {
    whole: leftOf(now.flow.limit, was.flow.limit, wholeLeft),
    wholeDueAt: null,
    node: leftOf(now.node.limit, was.node.limit, nodeLeft),
  });
}

/** What is left of a limit of which `before` was left when it was another one. */
function leftOf(limit: Limit, was: Limit, before: number | null): number | null {
  // Without a limit then and now, what is left is of a due time of the ticket's own, and stays.
  if (!limit) return was ? null : before;
  return before === null || !was ? limit.minutes * MINUTE_MS : before + (limit.minutes - was.minutes) * MINUTE_MS;
}

type Limit = TicketFlow["limit"];

/** How a due time of the ticket's own is warned of where the flow has no limit. */
const OWN_LIMIT: NonNullable<Limit> = { minutes: 60, warnMinutes: 60 };

/** The times with so much left of each limit, ms of working time. `wholeDueAt` is kept where it is known. */
function timesWith(
  flow: TicketFlow,
  node: FlowNode,
  at: Date,
  left: { whole: number | null; wholeDueAt: Date | null; node: number | null },
): Times {
  if (node.kind === "end") return NO_TIMES;
  const own = ends(flow, at, node.limit, left.node);
  if (node.pausesTime || left.whole === null)
    return { wholeDueAt: null, timeLeftMs: left.whole, nodeDueAt: own.dueAt, dueAt: own.dueAt, warnAt: own.warnAt };
  const whole = ends(flow, at, flow.limit ?? OWN_LIMIT, left.whole);
  const wholeDueAt = left.wholeDueAt ?? whole.dueAt;
  return {
    wholeDueAt,
    timeLeftMs: null,
    nodeDueAt: own.dueAt,
    dueAt: earlier(wholeDueAt, own.dueAt),
    warnAt: earlier(whole.warnAt, own.warnAt),
  };
}

function ends(flow: TicketFlow, at: Date, limit: Limit, left: number | null): { dueAt: Date | null; warnAt: Date | null } {
  if (!limit || left === null) return { dueAt: null, warnAt: null };
  return {
    dueAt: left > 0 ? afterWorkingTime(flow.hours, at, left) : new Date(at.getTime() + left),
    warnAt: afterWorkingTime(flow.hours, at, Math.max(0, left - limit.warnMinutes * MINUTE_MS)),
  };
}

function leftUntil(flow: TicketFlow, at: Date, due: Date): number {
  return due >= at ? workingTime(flow.hours, at, due) : due.getTime() - at.getTime();
}

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));
