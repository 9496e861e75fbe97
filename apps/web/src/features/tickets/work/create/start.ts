import { type Output, ticketEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../../../shared/api/index.ts";

export type Start = Output<typeof ticketEndpoints.start>;

/** What is known where a new ticket is opened. */
export interface Known {
  callId?: string | undefined;
  customerId?: string | undefined;
  phone?: string | undefined;
}

/** What a new ticket begins with: my draft, and what is known of the call, number or customer. Fetched each time. */
export const startQuery = (known: Known) =>
  queryOptions({
    queryKey: ["tickets", "start", known],
    queryFn: ({ signal }) => call(ticketEndpoints.start, { query: known }, { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnMount: "always",
  });
