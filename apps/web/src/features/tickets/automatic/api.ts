import { automationEndpoints, type Rule, type RuleDraft, type RunOutcome } from "@cloverdesk/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call, queryClient, thenFetched } from "../../../shared/api/index.ts";

/** Automatic tasks in their order. */
export const rulesQuery = queryOptions({
  queryKey: ["automation", "rules"],
  queryFn: ({ signal }) => call(automationEndpoints.list, {}, { signal }),
  staleTime: 10_000,
  meta: { live: true },
});

export const versionsQuery = (ruleId: string) =>
  queryOptions({
    queryKey: ["automation", "versions", ruleId],
    queryFn: ({ signal }) => call(automationEndpoints.versions, { params: { ruleId } }, { signal }),
    staleTime: 0,
  });

export const runsQuery = (ruleId: string, outcome: RunOutcome | undefined) =>
  infiniteQueryOptions({
    queryKey: ["automation", "runs", ruleId, outcome],
    queryFn: ({ pageParam, signal }) =>
      call(automationEndpoints.runs, { params: { ruleId }, query: { cursor: pageParam, limit: 20, outcome } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  });

export const latestRule = async (id: string): Promise<Rule | undefined> =>
  (await queryClient.fetchQuery({ ...rulesQuery, staleTime: 0 })).items.find((each) => each.id === id);

const changing = <T>(doing: Promise<T>): Promise<T> =>
  thenFetched(doing, () => {
    void queryClient.invalidateQueries({ queryKey: ["automation", "versions"] });
    return queryClient.invalidateQueries({ queryKey: rulesQuery.queryKey });
  });

export const saveRule = (ruleId: string, draft: RuleDraft, version: number) =>
  changing(call(automationEndpoints.save, { params: { ruleId }, body: { draft, version } }));
export const startRule = ({ id: ruleId, version }: Rule) =>
  changing(call(automationEndpoints.start, { params: { ruleId }, body: { version } }));
export const pauseRule = ({ id: ruleId }: Rule) => changing(call(automationEndpoints.pause, { params: { ruleId } }));
export const removeRule = async (ruleId: string): Promise<void> =>
  void (await changing(call(automationEndpoints.remove, { params: { ruleId } })));
export const orderRules = (ids: string[]) => changing(call(automationEndpoints.order, { body: { ids } }));
export const tryRule = (draft: RuleDraft, number: number) => call(automationEndpoints.try, { body: { draft, number } });
export const pastOfRule = (draft: RuleDraft) => call(automationEndpoints.past, { body: { draft } });
