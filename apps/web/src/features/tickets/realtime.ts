import { followLists } from "./search/realtime.ts";
import { followWork } from "./work/realtime.ts";

/** Keeps tickets, lists and counts in step with the server while a page of tickets is open. Returns how to stop. */
export function followTickets(): () => void {
  const stops = [followWork(), followLists()];
  return () => {
    for (const stop of stops) stop();
  };
}
