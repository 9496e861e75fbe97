import { categoryEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../shared/api/index.ts";

/** The whole category tree, in order. */
export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: ({ signal }) => call(categoryEndpoints.list, {}, { signal }),
  staleTime: 10 * 60_000,
});
