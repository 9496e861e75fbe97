import { ticketSetupPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../../shared/api/index.ts";
import { onPush, spread } from "../../../shared/realtime/index.ts";
import { setupQuery } from "./queries.ts";

/** Keeps what forms are made of in step with the server, whatever page is open: the next form is opened from what is at hand. Returns how to stop. */
export function followTicketSetup(): () => void {
  const setup = spread(() => void queryClient.invalidateQueries({ queryKey: setupQuery.queryKey }));
  const stop = onPush(ticketSetupPushes.changed, setup.soon);
  return () => {
    stop();
    setup.stop();
  };
}
