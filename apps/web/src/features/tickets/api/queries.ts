import {
  categoryEndpoints,
  type MyList,
  type Output,
  type TicketFilter,
  type TicketSort,
  ticketEndpoints,
  ticketSetupEndpoints,
} from "@cloverdesk/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call } from "../../../shared/api/index.ts";
import { listsKey } from "./rows.ts";

const PAGE = 100;

/** Fields, types, templates, groups and people: what forms, columns and filters are made of. */
export const setupQuery = queryOptions({
  queryKey: ["tickets", "setup"],
  queryFn: ({ signal }) => call(ticketSetupEndpoints.setup, {}, { signal }),
  staleTime: 5 * 60_000,
  meta: { live: true },
});
export type Setup = Output<typeof ticketSetupEndpoints.setup>;

/** A template's form in one version, which never changes. */
export const templateFormQuery = (templateId: string, version: number) =>
  queryOptions({
    queryKey: ["tickets", "template-form", templateId, version],
    queryFn: ({ signal }) => call(ticketSetupEndpoints.templateForm, { params: { templateId, version } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: ({ signal }) => call(categoryEndpoints.list, {}, { signal }),
  staleTime: 10 * 60_000,
});

export const countsQuery = queryOptions({
  queryKey: ["tickets", "counts"],
  queryFn: ({ signal }) => call(ticketEndpoints.counts, {}, { signal }),
  staleTime: 10_000,
  meta: { live: true },
});

/** What a list shows: one of my eight, or what a search finds. */
export type ListSource = { mine: MyList } | { search: Search };
export interface Search {
  text?: string;
  filter?: TicketFilter;
  sort?: TicketSort;
}

/** Tickets of a list, page by page. */
export const listQuery = (source: ListSource) =>
  infiniteQueryOptions({
    queryKey: [...listsKey, source],
    queryFn: ({ pageParam: cursor, signal }) =>
      "mine" in source
        ? call(ticketEndpoints.mine, { params: { list: source.mine }, query: { cursor, limit: PAGE } }, { signal })
        : call(ticketEndpoints.search, { body: { ...source.search, cursor, limit: PAGE } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 5_000,
    meta: { live: true },
  });

export const ticketQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ["tickets", "one", ticketId],
    queryFn: ({ signal }) => call(ticketEndpoints.get, { params: { ticketId } }, { signal }),
    staleTime: 5_000,
    meta: { live: true },
  });

/** The service track, newest first. */
export const trackQuery = (ticketId: string) =>
  infiniteQueryOptions({
    queryKey: ["tickets", "track", ticketId],
    queryFn: ({ pageParam, signal }) =>
      call(ticketEndpoints.track, { params: { ticketId }, query: { cursor: pageParam, limit: 50 } }, { signal }),
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
