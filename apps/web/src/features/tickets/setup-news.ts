import { ticketSetupPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { setupQuery } from "./api/queries.ts";

/** Everybody hears of a change of the setup at the same moment: the pages ask for it spread over this time. */
const SPREAD_MS = 1_500;

/** Keeps what open forms are made of in step with the server, on every page. Returns how to stop. */
export function followTicketSetup(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = onPush(ticketSetupPushes.changed, () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void queryClient.invalidateQueries({ queryKey: setupQuery.queryKey });
    }, Math.random() * SPREAD_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
