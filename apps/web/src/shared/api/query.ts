import { QueryClient, type QueryKey } from "@tanstack/react-query";
import { ApiError } from "./errors.ts";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** Kept fresh by pushes: fetched again after a gap, a reconnect or an order to resync. */
      live?: boolean;
      /** The same for everybody, signed in or not: it outlives a sign-in and a sign-out. */
      public?: boolean;
    };
  }
}

const passing = (error: unknown) => error instanceof ApiError && (error.status === 0 || error.status >= 502);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      networkMode: "always",
      retry: (count, error) => passing(error) && count < 3,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

/**
 * Forgets what was fetched and done for the signed-in person. What is public stays, also while it is being fetched: a query that is taken away
 * under a page leaves that page loading for ever.
 */
export function forgetPersonal(): void {
  queryClient.removeQueries({ predicate: (q) => q.meta?.public !== true });
  queryClient.getMutationCache().clear();
}

/** Something may have been missed: fetch all live data again. */
export const refetchLive = () => queryClient.invalidateQueries({ predicate: (q) => q.meta?.live === true });

/** After a push was put into queries: an answer to a fetch under way may be older than the push, so it is asked for again. */
export const askAgainIfUnderWay = (queryKey: QueryKey): void => void queryClient.refetchQueries({ queryKey, fetchStatus: "fetching" });
