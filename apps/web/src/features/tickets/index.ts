export { type TicketExport, ticketExport } from "./export/ticket-export.ts";
export { followTickets } from "./realtime.ts";
export { useChosenColumns, without } from "./search/list/chosen-columns.ts";
export { EmptyList, TicketList } from "./search/list/TicketList.tsx";
export { type ListSource, type Search, viewsQuery } from "./search/queries.ts";
export { TicketsNav } from "./search/views/TicketsNav.tsx";
export { callOutForTicket } from "./work/call-out.ts";
export { TicketView } from "./work/detail/TicketView.tsx";
