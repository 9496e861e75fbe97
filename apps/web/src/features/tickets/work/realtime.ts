import { ticketPushes } from "@cloverdesk/contracts";
import { askAgainIfUnderWay } from "../../../shared/api/index.ts";
import { onPush } from "../../../shared/realtime/index.ts";
import { keepMark, keepTicket } from "./commands.ts";
import { ticketQuery } from "./queries.ts";

/** Keeps open tickets and my marks on them in step with the server. Returns how to stop. */
export function followWork(): () => void {
  const stops = [
    onPush(ticketPushes.changed, (ticket) => {
      keepTicket(ticket);
      askAgainIfUnderWay(ticketQuery(ticket.id).queryKey);
    }),
    onPush(ticketPushes.markChanged, ({ ticketId, mark }) => {
      keepMark(ticketId, mark);
      askAgainIfUnderWay(ticketQuery(ticketId).queryKey);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
