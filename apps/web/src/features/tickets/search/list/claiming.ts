import type { Me, TicketRow } from "@cloverdesk/contracts";

export type Unclaimable = "forbidden" | "closed" | "taken" | "elsewhere";

/** Why a person cannot claim a ticket; null when they can: it is open, has no handler, and waits in one of their groups. */
export function unclaimable(
  row: Pick<TicketRow, "state" | "handler" | "group">,
  me: Pick<Me, "skillGroups" | "grants"> | null,
): Unclaimable | null {
  if (me?.grants["tickets.work"] === undefined) return "forbidden";
  if (row.state !== "open") return "closed";
  if (row.handler) return "taken";
  return me.skillGroups.some(({ id }) => id === row.group?.id) ? null : "elsewhere";
}
