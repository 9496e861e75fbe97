import { type CallbackFor, type CallbackList, ticketEndpoints } from "@cloverdesk/contracts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { call, isCode, queryClient } from "../../../shared/api/index.ts";
import { listsChanged } from "../work/commands.ts";
import { ticketQuery, trackQuery } from "../work/queries.ts";
import { worklistQuery } from "../worklist/api.ts";

export const callbacksKey = ["tickets", "callbacks"] as const;

/** Open callbacks, the earliest first. */
export const callbacksQuery = (list: CallbackList) =>
  infiniteQueryOptions({
    queryKey: [...callbacksKey, list],
    queryFn: ({ pageParam, signal }) => call(ticketEndpoints.callbacks, { query: { list, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 5_000,
    meta: { live: true },
  });

/** Runs a command on a callback and fetches what shows it, also when the callback was another one by now. */
async function deed(ticketId: string, doing: Promise<unknown>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    if (!isCode(error, "callbacks.changed", "callbacks.not_found", "callbacks.open_already")) throw error;
    await shown(ticketId);
    throw error;
  }
  await shown(ticketId);
  listsChanged();
}

const shown = (ticketId: string): Promise<unknown> =>
  Promise.all(
    [callbacksKey, ticketQuery(ticketId).queryKey, trackQuery(ticketId).queryKey, worklistQuery.queryKey].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );

export interface NewCallback {
  ticketId: string;
  number: string;
  dueAt: string;
  for: CallbackFor;
  note: string;
}
export const makeCallback = (callbackId: string, body: NewCallback) =>
  deed(body.ticketId, call(ticketEndpoints.makeCallback, { params: { callbackId }, body }));

/** A callback as somebody saw it. */
export interface Seen {
  id: string;
  version: number;
  ticketId: string;
}
const at = ({ id }: Seen) => ({ params: { callbackId: id } });
export const moveCallback = (seen: Seen, dueAt: string) =>
  deed(seen.ticketId, call(ticketEndpoints.moveCallback, { ...at(seen), body: { version: seen.version, dueAt } }));
export const finishCallback = (seen: Seen) =>
  deed(seen.ticketId, call(ticketEndpoints.finishCallback, { ...at(seen), body: { version: seen.version } }));
export const cancelCallback = (seen: Seen) =>
  deed(seen.ticketId, call(ticketEndpoints.cancelCallback, { ...at(seen), body: { version: seen.version } }));
