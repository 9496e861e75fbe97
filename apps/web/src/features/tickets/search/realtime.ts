import { ticketPushes, ticketViewPushes } from "@cloverdesk/contracts";
import { hashKey, type QueryKey } from "@tanstack/react-query";
import { askAgainIfUnderWay, queryClient } from "../../../shared/api/index.ts";
import { onPush, spread } from "../../../shared/realtime/index.ts";
import { arrived, changeLists, listsKey, placed, withoutRow } from "./list/rows.ts";
import { countsQuery, viewsQuery } from "./queries.ts";
import { withGroup } from "./views/counts.ts";

/** Keeps lists and counts in step with the server. Returns how to stop: after that, cached lists count as stale whatever their age. */
export function followLists(): () => void {
  const views = spread(() => void queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey }));
  const unsure = new Map<string, QueryKey>();
  const lists = spread(() => {
    for (const queryKey of unsure.values()) void queryClient.invalidateQueries({ queryKey, exact: true });
    unsure.clear();
  });
  // Tickets came or went by the hundred: what is shown of lists is asked for again.
  const whole = spread(() => void queryClient.invalidateQueries({ queryKey: listsKey }));
  const change = (how: Parameters<typeof changeLists>[1]): void => {
    for (const key of changeLists(queryClient, how)) unsure.set(hashKey(key), key);
    if (unsure.size > 0) lists.soon();
    askAgainIfUnderWay(listsKey);
  };
  const stops = [
    views.stop,
    lists.stop,
    whole.stop,
    onPush(ticketViewPushes.changed, views.soon),
    onPush(ticketPushes.rowChanged, ({ row, lists }) => change((pages, source) => placed(pages, source, row, lists))),
    onPush(ticketPushes.waitingChanged, ({ ticketId, row }) =>
      change((pages, source) => {
        if (!("mine" in source) || source.mine !== "waiting") return pages;
        return row ? arrived(pages, source, row) : withoutRow(pages, ticketId);
      }),
    ),
    onPush(ticketPushes.listsChanged, whole.soon),
    onPush(ticketPushes.countsChanged, (counts) => {
      queryClient.setQueryData(countsQuery.queryKey, counts);
      askAgainIfUnderWay(countsQuery.queryKey);
    }),
    onPush(ticketPushes.waitingCounted, (group) => {
      queryClient.setQueryData(countsQuery.queryKey, (old) => (old ? withGroup(old, group) : old));
      askAgainIfUnderWay(countsQuery.queryKey);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    for (const queryKey of [listsKey, countsQuery.queryKey, viewsQuery.queryKey])
      void queryClient.invalidateQueries({ queryKey, refetchType: "none" });
  };
}
