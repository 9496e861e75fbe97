import { type MyList, NEWEST_FIRST, type TicketFilter, type TicketSort, ticketEndpoints } from "@cloverdesk/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call } from "../../../shared/api/index.ts";
import { listsKey } from "./list/rows.ts";

const PAGE = 100;

export const countsQuery = queryOptions({
  queryKey: ["tickets", "counts"],
  queryFn: ({ signal }) => call(ticketEndpoints.counts, {}, { signal }),
  staleTime: 10_000,
  meta: { live: true },
});

/** What a list shows: one of my eight, sorted and filtered by its search, or what a search finds among all tickets in reach. */
export type ListSource = { mine: MyList; search: Search } | { search: Search };
export interface Search {
  text?: string;
  filter?: TicketFilter;
  sort?: TicketSort;
}

/** A search that changes nothing of a list: everything, newest first. */
export const asksNothing = ({ text, filter, sort = NEWEST_FIRST }: Search): boolean =>
  !text && !filter && sort.by === NEWEST_FIRST.by && sort.descending === NEWEST_FIRST.descending;

/** A source as searches and exports name it. */
export const soughtIn = (source: ListSource) => ({
  ...("mine" in source && { list: source.mine }),
  ...("mine" in source && asksNothing(source.search) ? {} : source.search),
});

/** Tickets of a list, page by page, with the values of these fields of the form. */
export const listQuery = (source: ListSource, fields: readonly string[] = []) =>
  infiniteQueryOptions({
    queryKey: [...listsKey, source, fields],
    queryFn: ({ pageParam: cursor, signal }) =>
      "mine" in source && asksNothing(source.search)
        ? call(
            ticketEndpoints.mine,
            { params: { list: source.mine }, query: { cursor, limit: PAGE, fields: fields.join() || "-" } },
            { signal },
          )
        : call(ticketEndpoints.search, { body: { ...soughtIn(source), cursor, limit: PAGE, fields: [...fields] } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 5_000,
    meta: { live: true },
  });

export const viewsQuery = queryOptions({
  queryKey: ["tickets", "views"],
  queryFn: ({ signal }) => call(ticketEndpoints.views, {}, { signal }),
  staleTime: 60_000,
});
