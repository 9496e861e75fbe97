export { NewTicket } from "./work/create/NewTicket.tsx";
