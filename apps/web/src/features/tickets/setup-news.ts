import { categoryPushes, ticketSetupPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../shared/api/index.ts";
import { onPush, spread } from "../../shared/realtime/index.ts";
import { categoriesQuery, setupQuery } from "./api/queries.ts";

/** Keeps what open forms are made of in step with the server, on every page. Returns how to stop. */
export function followTicketSetup(): () => void {
  const setup = spread(() => void queryClient.invalidateQueries({ queryKey: setupQuery.queryKey }));
  const categories = spread(() => void queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey }));
  const stops = [
    onPush(ticketSetupPushes.changed, setup.soon),
    onPush(categoryPushes.changed, categories.soon),
    setup.stop,
    categories.stop,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
