export { NewTicketDrawer } from "./create/NewTicketDrawer.tsx";
