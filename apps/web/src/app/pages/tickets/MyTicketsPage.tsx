import { MY_LISTS, type MyList, myList } from "@cloverdesk/contracts";
import { useMemo } from "react";
import { Navigate, useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { useCan, useMe } from "../../../features/identity/index.ts";
import { EmptyList, type Search, TicketList, useChosenColumns, without } from "../../../features/tickets/index.ts";
import { keepSearch, keptSearch, MyTools, readSearch, writeSearch } from "../../../features/tickets/search.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { ExportTickets } from "../../tickets/ExportTickets.tsx";
import { TicketWithCalls } from "../../tickets/Ticket.tsx";

/** One of my eight lists (T5). */
export function Component() {
  const parsed = myList.safeParse(useParams().list);
  if (!parsed.success) return <Navigate to="/tickets/mine/waiting" replace />;
  return <Mine key={parsed.data} list={parsed.data} />;
}

/** Filtered and sorted as the address says, else as this person left the list. */
function Mine({ list }: { list: MyList }) {
  const language = useLanguage();
  const navigate = useNavigate();
  const me = useMe()?.id ?? "";
  const chosen = useChosenColumns();
  const mayWork = useCan("tickets.work");
  const [address, setAddress] = useSearchParams();
  const { state } = useLocation();
  const search = useMemo(() => readSearch({ address, state }, keptSearch(me, list)), [address, state, me, list]);
  const change = (to: Search): void => {
    keepSearch(me, list, to);
    const next = writeSearch({ address, state }, to);
    setAddress(next.address, { replace: true, state: next.state });
  };
  // Who has these tickets is always the same: this person, or nobody yet.
  const columns = list === "handling" || list === "waiting" ? without(chosen, "handler") : chosen;
  const source = useMemo(() => ({ mine: list, search }), [list, search]);
  return (
    <TicketList
      source={source}
      label={MY_LISTS[list][language]}
      columns={columns}
      mayWork={mayWork}
      onSort={(sort) => change({ ...search, sort })}
      tools={<MyTools search={search} onChange={change} />}
      more={<ExportTickets source={source} title={MY_LISTS[list][language]} columns={columns.names} />}
      empty={<EmptyList of={search.filter ? "search" : list} />}
      onOpen={(ticketId) => void navigate(`/tickets/${ticketId}`)}
      preview={(ticketId, panel) => <TicketWithCalls key={`${ticketId} ${panel}`} ticketId={ticketId} compact panel={panel} />}
    />
  );
}
