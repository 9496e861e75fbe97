import { ticketPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { keepMark, keepTicket } from "./api/commands.ts";
import { countsQuery } from "./api/queries.ts";
import { changeLists, listsKey, placed, withNewRow, withoutRow } from "./api/rows.ts";
import { withGroup } from "./list/counts.ts";

/** Keeps tickets, lists and counts in step with the server. Returns how to stop: what is at hand then counts as old, however young it is. */
export function followTickets(): () => void {
  const stops = [
    onPush(ticketPushes.changed, keepTicket),
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
    onPush(ticketPushes.markChanged, ({ ticketId, mark }) => keepMark(ticketId, mark)),
    onPush(ticketPushes.countsChanged, (counts) => queryClient.setQueryData(countsQuery.queryKey, counts)),
    onPush(ticketPushes.waitingCounted, (group) =>
      queryClient.setQueryData(countsQuery.queryKey, (old) => (old ? withGroup(old, group) : old)),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
    for (const queryKey of [listsKey, countsQuery.queryKey]) void queryClient.invalidateQueries({ queryKey, refetchType: "none" });
  };
}

/** An answer to a fetch under way may be older than a push: fetch again. */
function refetchListsUnderWay(): void {
  if (queryClient.isFetching({ queryKey: listsKey })) void queryClient.invalidateQueries({ queryKey: listsKey });
}
