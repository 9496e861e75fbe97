export { setupQuery } from "./setup/queries.ts";
export { followTicketSetup } from "./setup/realtime.ts";
