import { followCallbacks } from "./callbacks/realtime.ts";
import { followLists } from "./search/realtime.ts";
import { followWork } from "./work/realtime.ts";
import { followWorklist } from "./worklist/realtime.ts";

/** Keeps tickets, lists and counts in step with the server while a page of tickets is open. Returns how to stop. */
export function followTickets(): () => void {
  const stops = [followWork(), followLists(), followWorklist(), followCallbacks()];
  return () => {
    for (const stop of stops) stop();
  };
}
