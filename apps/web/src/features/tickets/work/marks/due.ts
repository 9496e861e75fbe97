import type { TicketRow } from "@cloverdesk/contracts";

export type DueLevel = "none" | "fine" | "soon" | "over" | "done";
/** How a ticket stands to its time limit: `ms` left, negative when over. */
export interface Due {
  level: DueLevel;
  ms: number;
}

export function dueOf(row: Pick<TicketRow, "dueAt" | "warnAt" | "state">, now: number): Due {
  if (row.state !== "open") return { level: "done", ms: 0 };
  if (!row.dueAt) return { level: "none", ms: 0 };
  const ms = Date.parse(row.dueAt) - now;
  if (ms <= 0) return { level: "over", ms };
  return { level: row.warnAt && Date.parse(row.warnAt) <= now ? "soon" : "fine", ms };
}

/** A length of time in its largest unit that fits: minutes up to two hours, hours up to two days, then days. */
export function span(ms: number): { unit: "minutes" | "hours" | "days"; n: number } {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / 60_000));
  if (minutes < 120) return { unit: "minutes", n: minutes };
  const hours = Math.round(minutes / 60);
  return hours < 48 ? { unit: "hours", n: hours } : { unit: "days", n: Math.round(hours / 24) };
}
