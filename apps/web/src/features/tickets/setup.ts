export { followTicketSetup } from "./setup/realtime.ts";
