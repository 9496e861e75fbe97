import { type Customer, customerEndpoints } from "@cloverdesk/contracts";
import { fold, isFindable } from "@cloverdesk/rules/text";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";

export const customerQuery = (customerId: string) =>
  queryOptions({
    queryKey: ["customers", "one", customerId],
    queryFn: ({ signal }) => call(customerEndpoints.get, { params: { customerId } }, { signal }),
  });

/** The customer's service track, page by page, newest first. */
export const trackQuery = (customerId: string) =>
  infiniteQueryOptions({
    queryKey: ["customers", "track", customerId],
    queryFn: ({ pageParam, signal }) =>
      call(customerEndpoints.track, { params: { customerId }, query: { cursor: pageParam, limit: 20 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Customers by a part of their name or of a number. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ["customers", "search", text],
    queryFn: ({ signal }) => call(customerEndpoints.search, { query: { text } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** Whether the server can find anything by it. */
export const isSearchable = (text: string): boolean => isFindable(fold(text));

export type EditableField = "name" | "level" | "tags" | "email" | "company" | "address" | "note";

/** Changes one field; `version` is the one on the screen. Throws `customers.conflict` when somebody was faster. */
export async function changeField(customer: Customer, field: EditableField, value: string | string[] | null): Promise<void> {
  const changed = await call(customerEndpoints.update, {
    params: { customerId: customer.id },
    body: { version: customer.version, [field]: value },
  });
  queryClient.setQueryData(customerQuery(customer.id).queryKey, changed);
}
