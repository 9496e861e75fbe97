export { callOutForTicket } from "./api/call-out.ts";
export { type ListSource, type Search, viewsQuery } from "./api/queries.ts";
export { TicketView } from "./detail/TicketView.tsx";
export { useChosenColumns } from "./list/chosen-columns.ts";
export { ExportMenu } from "./list/ExportMenu.tsx";
export { EmptyList, TicketList } from "./list/TicketList.tsx";
export { TicketsNav } from "./list/TicketsNav.tsx";
export { followTickets } from "./realtime.ts";
