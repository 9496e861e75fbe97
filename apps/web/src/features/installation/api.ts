import { groupEndpoints, hotlineEndpoints, identityEndpoints, installationEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../shared/api/index.ts";

/** Whose installation this is. It changes once in its life. */
export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => call(installationEndpoints.state, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  meta: { public: true },
});

type BodyOf<E> = E extends { body?: infer B } ? (NonNullable<B> extends { _zod: { input: infer I } } ? I : never) : never;

export const setUp = (body: BodyOf<typeof installationEndpoints.setUp>) => call(installationEndpoints.setUp, { body });

/** Asked again every few seconds: a call that is answered ticks the last step off by itself. */
export const checklistQuery = queryOptions({
  queryKey: ["installation", "checklist"],
  queryFn: ({ signal }) => call(installationEndpoints.checklist, {}, { signal }),
  refetchInterval: 5_000,
  staleTime: 0,
});
/** The newest of them: enough to choose a group's first members from. */
export const peopleQuery = queryOptions({
  queryKey: ["people", "newest"],
  queryFn: ({ signal }) => call(identityEndpoints.people, { query: { limit: 200 } }, { signal }),
});
export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => call(identityEndpoints.roles, {}, { signal }),
});
export const groupsQuery = queryOptions({
  queryKey: ["skill-groups"],
  queryFn: ({ signal }) => call(groupEndpoints.list, {}, { signal }),
});
export const trunksQuery = queryOptions({
  queryKey: ["trunks"],
  queryFn: ({ signal }) => call(hotlineEndpoints.trunks, {}, { signal }),
});
export const hotlinesQuery = queryOptions({
  queryKey: ["hotlines"],
  queryFn: ({ signal }) => call(hotlineEndpoints.hotlines, {}, { signal }),
});

/** Runs a command that adds something, and fetches again what is shown of it and the checklist. */
async function adding<T>(command: Promise<T>, shown: { queryKey: readonly unknown[] }): Promise<T> {
  const added = await command;
  await Promise.all([shown, checklistQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })));
  return added;
}

export const addPerson = (body: BodyOf<typeof identityEndpoints.addPerson>) =>
  adding(call(identityEndpoints.addPerson, { body }), peopleQuery);
export const addGroup = (body: BodyOf<typeof groupEndpoints.add>) => adding(call(groupEndpoints.add, { body }), groupsQuery);
export const addTrunk = (body: BodyOf<typeof hotlineEndpoints.addTrunk>) => adding(call(hotlineEndpoints.addTrunk, { body }), trunksQuery);
export const addHotline = (body: BodyOf<typeof hotlineEndpoints.addHotline>) =>
  adding(call(hotlineEndpoints.addHotline, { body }), hotlinesQuery);
