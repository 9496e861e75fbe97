import { ticketPushes, ticketViewPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../../shared/api/index.ts";
import { onPush, spread } from "../../../shared/realtime/index.ts";
import { changeLists, listsKey, placed, withNewRow, withoutRow } from "./list/rows.ts";
import { countsQuery, viewsQuery } from "./queries.ts";
import { withGroup } from "./views/counts.ts";

/** Keeps lists and counts in step with the server. Returns how to stop: after that, cached lists count as stale whatever their age. */
export function followLists(): () => void {
  const views = spread(() => void queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey }));
  const stops = [
    views.stop,
    onPush(ticketViewPushes.changed, views.soon),
    onPush(ticketPushes.rowChanged, ({ row, lists }) => {
      changeLists(queryClient, (pages, source) => placed(pages, source, row, lists));
      refetchListsUnderWay();
    }),
    onPush(ticketPushes.waitingChanged, ({ ticketId, row }) => {
      changeLists(queryClient, (pages, source) => {
        if (!("mine" in source) || source.mine !== "waiting") return pages;
        return row ? withNewRow(pages, row) : withoutRow(pages, ticketId);
      });
      refetchListsUnderWay();
    }),
    onPush(ticketPushes.countsChanged, (counts) => queryClient.setQueryData(countsQuery.queryKey, counts)),
    onPush(ticketPushes.waitingCounted, (group) =>
      queryClient.setQueryData(countsQuery.queryKey, (old) => (old ? withGroup(old, group) : old)),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
    for (const queryKey of [listsKey, countsQuery.queryKey, viewsQuery.queryKey])
      void queryClient.invalidateQueries({ queryKey, refetchType: "none" });
  };
}

/** An answer to a fetch under way may be older than a push: fetch again. */
function refetchListsUnderWay(): void {
  if (queryClient.isFetching({ queryKey: listsKey })) void queryClient.invalidateQueries({ queryKey: listsKey });
}
