import type { Times } from "@cloverdesk/rules/ticket-flow";
import type { TicketChanges, TicketRecord } from "../work/ticket.repo.ts";

/** How far people were told of the limits of a ticket whose times are computed anew: of one that has passed and still has, not once more. */
export function toldOf(told: string, { dueAt, warnAt }: Pick<Times, "dueAt" | "warnAt">, at: Date): string {
  if ((told === "overdue" || told === "node_overdue") && dueAt && dueAt <= at) return "overdue";
  return told !== "none" && warnAt && warnAt <= at ? "due_soon" : "none";
}

export const timesOf = (ticket: TicketRecord): Times => ({
  wholeDueAt: ticket.wholeDueAt,
  timeLeftMs: ticket.timeLeftMs === null ? null : Number(ticket.timeLeftMs),
  nodeDueAt: ticket.nodeDueAt,
  dueAt: ticket.dueAt,
  warnAt: ticket.warnAt,
});

export const timeColumns = ({ timeLeftMs, ...times }: Times): TicketChanges => ({
  ...times,
  timeLeftMs: timeLeftMs === null ? null : BigInt(Math.round(timeLeftMs)),
});
