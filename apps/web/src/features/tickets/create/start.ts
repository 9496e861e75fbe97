import { type Output, ticketEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../../shared/api/index.ts";

export type Start = Output<typeof ticketEndpoints.start>;

/** What a new ticket begins with: my draft, and what is known of the call, number or customer. Asked anew each time. */
export const startQuery = (known: { callId?: string | undefined; customerId?: string | undefined; phone?: string | undefined }) =>
  queryOptions({
    queryKey: ["tickets", "start", known],
    queryFn: ({ signal }) => call(ticketEndpoints.start, { query: known }, { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnMount: "always",
  });
