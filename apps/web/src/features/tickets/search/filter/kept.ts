import type { MyList, TicketSort } from "@cloverdesk/contracts";
import { readStored, writeStored } from "../../../../shared/hooks/index.ts";
import { usualSort } from "../list/order.ts";
import type { Search } from "../queries.ts";
import { searchOf } from "./address.ts";

const nameOf = (personId: string, list: MyList): string => `ticket-list-${personId}-${list}`;

/** How a person left one of their lists, filtered and sorted, in this browser; where work waits, what is due first before they chose anything. */
export function keptSearch(personId: string, list: MyList): { filter: Search["filter"]; sort: TicketSort } {
  const kept = searchOf(readStored<unknown>(nameOf(personId, list), null));
  return { filter: kept?.filter, sort: kept?.sort ?? usualSort(list) };
}

export const keepSearch = (personId: string, list: MyList, { filter, sort }: Search): void =>
  writeStored(nameOf(personId, list), { filter, sort });
