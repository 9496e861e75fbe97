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

/** The times of a ticket that enters a node: the node's own limit begins, the whole limit goes on, stands still or is over (end). */
export function timesAt(flow: TicketFlow, node: FlowNode, at: Date, before: Times): Times {
  if (node.kind === "end") return NO_TIMES;
  const left = before.wholeDueAt ? leftUntil(flow, at, before.wholeDueAt) : before.timeLeftMs;
  const nodeDueAt = node.limit && afterWorkingTime(flow.hours, at, node.limit.minutes * MINUTE_MS);
  const nodeWarnAt = node.limit && afterWorkingTime(flow.hours, at, Math.max(0, node.limit.minutes - node.limit.warnMinutes) * MINUTE_MS);
  if (node.pausesTime || left === null || !flow.limit)
    return { wholeDueAt: null, timeLeftMs: left, nodeDueAt, dueAt: nodeDueAt, warnAt: nodeWarnAt };
  const wholeDueAt = before.wholeDueAt ?? (left > 0 ? afterWorkingTime(flow.hours, at, left) : new Date(at.getTime() + left));
  const wholeWarnAt = afterWorkingTime(flow.hours, at, Math.max(0, left - flow.limit.warnMinutes * MINUTE_MS));
  return { wholeDueAt, timeLeftMs: null, nodeDueAt, dueAt: earlier(wholeDueAt, nodeDueAt), warnAt: earlier(wholeWarnAt, nodeWarnAt) };
}

function leftUntil(flow: TicketFlow, at: Date, due: Date): number {
  return due >= at ? workingTime(flow.hours, at, due) : due.getTime() - at.getTime();
}

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));
