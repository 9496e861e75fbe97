import { MY_LISTS, myList } from "@cloverdesk/contracts";
import { useMemo } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import { useCan } from "../../../features/identity/index.ts";
import { EmptyList, TicketList, useChosenColumns } from "../../../features/tickets/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { ExportTickets } from "../../tickets/ExportTickets.tsx";
import { TicketWithCalls } from "../../tickets/Ticket.tsx";

/** One of my eight lists (T5). */
export function Component() {
  const language = useLanguage();
  const navigate = useNavigate();
  const columns = useChosenColumns();
  const mayWork = useCan("tickets.work");
  const parsed = myList.safeParse(useParams().list);
  const list = parsed.data ?? "waiting";
  const source = useMemo(() => ({ mine: list }), [list]);
  if (!parsed.success) return <Navigate to="/tickets/mine/waiting" replace />;
  return (
    <TicketList
      key={list}
      source={source}
      label={MY_LISTS[list][language]}
      columns={columns}
      mayWork={mayWork}
      more={<ExportTickets source={source} title={MY_LISTS[list][language]} columns={columns.names} />}
      empty={<EmptyList of={list} />}
      onOpen={(ticketId) => void navigate(`/tickets/${ticketId}`)}
      preview={(ticketId, panel) => <TicketWithCalls key={`${ticketId} ${panel}`} ticketId={ticketId} compact panel={panel} />}
    />
  );
}
