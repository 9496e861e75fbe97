export { NewTicketDrawer } from "./work/create/NewTicketDrawer.tsx";
