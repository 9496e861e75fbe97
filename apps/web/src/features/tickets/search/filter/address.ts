import { type TicketFilter, ticketFilter, ticketSort } from "@cloverdesk/contracts";
import type { Search } from "../queries.ts";

/** An address is sent to the server at a reload, which takes no more than 16 kB of headers. */
const LONGEST = 4_000;

/** Where the ticket centre is: its address, and what the browser keeps beside it through reloads and on the way back. */
export interface Place {
  address: URLSearchParams;
  state: unknown;
}

/**
 * What the ticket centre searches for at a place: as it was changed there, else as the view saved it, else the words it was opened with (`?text=`).
 * An address that somebody's hand spoilt searches for what remains.
 */
export function readSearch({ address, state }: Place, view: { filter: TicketFilter | undefined; sort: Search["sort"] } | null): Search {
  const changed = searchOf((state as { search?: unknown } | null)?.search) ?? searchOf(json(address.get("search")));
  if (changed) return changed;
  if (view) return { filter: view.filter, sort: view.sort };
  return { text: address.get("text") ?? undefined };
}

/** The same place with another search, which a link to it finds as well, unless it is very long. */
export function writeSearch({ address }: Place, search: Search): Place {
  const next = new URLSearchParams(address);
  next.delete("text");
  next.delete("search");
  const text = JSON.stringify(search);
  if (encodeURIComponent(text).length <= LONGEST) next.set("search", text);
  return { address: next, state: { search } };
}

function json(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** A search that was kept as JSON; null when it is none. */
export function searchOf(given: unknown): Search | null {
  if (typeof given !== "object" || given === null) return null;
  const { text, filter, sort } = given as Record<string, unknown>;
  const [whole, order] = [ticketFilter.optional().safeParse(filter), ticketSort.optional().safeParse(sort)];
  if (!whole.success || !order.success || (text !== undefined && typeof text !== "string")) return null;
  return { text, filter: whole.data, sort: order.data };
}
