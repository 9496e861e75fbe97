import { ticketPushes } from "@cloverdesk/contracts";
import { onPush } from "../../../shared/realtime/index.ts";
import { keepMark, keepTicket } from "./commands.ts";

/** Keeps open tickets and my marks on them in step with the server. Returns how to stop. */
export function followWork(): () => void {
  const stops = [
    onPush(ticketPushes.changed, keepTicket),
    onPush(ticketPushes.markChanged, ({ ticketId, mark }) => keepMark(ticketId, mark)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
