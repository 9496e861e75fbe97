import type { CallInput, callEndpoints } from "@cloverdesk/contracts";

export type RecordQuery = NonNullable<CallInput<typeof callEndpoints.list>["query"]>;

/** The filter as it stands in the address, so that a list can be bookmarked and shared. Durations in s. */
export interface RecordFilter {
  /** `1` is today, `7` the last seven days: instead of a time from and to. */
  days?: string;
  from?: string;
  to?: string;
  number?: string;
  agentId?: string;
  skillGroupId?: string;
  hotline?: string;
  direction?: "inbound" | "outbound";
  result?: string;
  summaryState?: string;
  minTalk?: string;
  maxTalk?: string;
}

const KEYS = [
  "days",
  "from",
  "to",
  "number",
  "agentId",
  "skillGroupId",
  "hotline",
  "direction",
  "result",
  "summaryState",
  "minTalk",
  "maxTalk",
] as const satisfies readonly (keyof RecordFilter)[];

export function readFilter(search: URLSearchParams): RecordFilter {
  return Object.fromEntries(KEYS.flatMap((key) => (search.get(key) ? [[key, search.get(key)]] : [])));
}

/** The address with this filter; what does not belong to the filter stays. */
export function writeFilter(search: URLSearchParams, filter: RecordFilter): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const key of KEYS) {
    const value = filter[key];
    if (value) next.set(key, value);
    else next.delete(key);
  }
  return next;
}

const ms = (seconds: string | undefined): number | undefined => {
  const n = Number(seconds);
  return seconds && Number.isFinite(n) && n >= 0 ? Math.round(n * 1000) : undefined;
};

/** The filter as the api takes it: times as UTC moments, durations in ms. */
export function toQuery(filter: RecordFilter, mine: boolean): RecordQuery {
  const { minTalk, maxTalk, days, ...same } = filter;
  return {
    ...(same as RecordQuery),
    mine: String(mine),
    days: /^[1-9]\d{0,2}$/.test(days ?? "") ? Number(days) : undefined,
    minTalkMs: ms(minTalk),
    maxTalkMs: ms(maxTalk),
  };
}

/** The filter with these days, or without them when they are chosen already. */
export function pressedDays({ from: _, to: __, ...filter }: RecordFilter, days: string): RecordFilter {
  return { ...filter, days: filter.days === days ? undefined : days };
}

export const isFiltered = (filter: RecordFilter): boolean => Object.values(filter).some(Boolean);
