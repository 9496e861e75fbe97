import { type TicketFilter, ticketFilter, ticketSort } from "@cloverdesk/contracts";
import type { Search } from "../api/queries.ts";

/**
 * What an address of the ticket centre searches for: as it was changed there (`search`), else as the view saved it, else the words it was opened with
 * (`text`). An address that somebody else's hand spoilt searches for what remains.
 */
export function readSearch(address: URLSearchParams, view: { filter: TicketFilter; sort: Search["sort"] } | null): Search {
  const changed = address.get("search");
  const read = changed === null ? null : parsed(changed);
  if (read) return read;
  if (view) return { filter: view.filter, sort: view.sort };
  return { text: address.get("text") ?? undefined };
}

/** The same address with another search, so that a reload and the way back from a ticket find it again. */
export function writeSearch(address: URLSearchParams, search: Search): URLSearchParams {
  const next = new URLSearchParams(address);
  next.delete("text");
  next.set("search", JSON.stringify(search));
  return next;
}

function parsed(text: string): Search | null {
  try {
    const { text: words, filter, sort } = JSON.parse(text) as Record<string, unknown>;
    if (words !== undefined && typeof words !== "string") return null;
    return { text: words, filter: ticketFilter.optional().parse(filter), sort: ticketSort.optional().parse(sort) };
  } catch {
    return null;
  }
}
