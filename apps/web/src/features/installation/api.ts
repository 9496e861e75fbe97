import { installationEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../shared/api/index.ts";

/** Whose installation this is. It changes once in its life. */
export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => call(installationEndpoints.state, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

type SetUpInput = NonNullable<Parameters<typeof call<typeof installationEndpoints.setUp>>[1]>["body"];

export const setUp = (body: SetUpInput) => call(installationEndpoints.setUp, { body });
