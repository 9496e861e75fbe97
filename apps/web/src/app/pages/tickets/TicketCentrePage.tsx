import type { TicketView } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { useCan, useMe } from "../../../features/identity/index.ts";
import { EmptyList, type Search, TicketList, useChosenColumns, viewsQuery } from "../../../features/tickets/index.ts";
import { readSearch, SearchTools, writeSearch } from "../../../features/tickets/search.ts";
import { Lines } from "../../../shared/ui/index.ts";
import { ExportTickets } from "../../tickets/ExportTickets.tsx";
import { TicketWithCalls } from "../../tickets/Ticket.tsx";

/** The ticket centre: every ticket in reach, by words (`?text=`), saved view (`?view=`) or as it was changed here (T8). */
export function Component() {
  const [address] = useSearchParams();
  const views = useQuery(viewsQuery);
  const viewId = address.get("view");
  if (viewId && views.isPending) return <Lines rows={12} height={20} gap={16} />;
  const view = views.data?.items.find(({ id }) => id === viewId) ?? null;
  const gone = viewId !== null && views.isSuccess && !views.isFetching && view === null;
  return <Centre key={view ? `${view.id} ${view.version}` : "all"} view={view} gone={gone} />;
}

/** `gone`: the address names a view that is no longer there. */
function Centre({ view, gone }: { view: TicketView | null; gone: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const mayWork = useCan("tickets.work");
  const chosen = useChosenColumns();
  const [address, setAddress] = useSearchParams();
  const { state } = useLocation();
  const search = useMemo(() => readSearch({ address, state }, view), [address, state, view]);
  const change = (to: Search): void => {
    const next = writeSearch({ address, state }, to);
    setAddress(next.address, { replace: true, state: next.state });
  };
  const [viewColumns, setViewColumns] = useState(view && view.columns.length > 0 ? view.columns : null);
  const columns = viewColumns ? { ...chosen, names: viewColumns, choose: setViewColumns } : chosen;
  const source = useMemo(() => ({ search }), [search]);
  return (
    <TicketList
      source={source}
      label={view?.name ?? t("tickets.centre")}
      notice={gone ? t("tickets.view.gone") : null}
      columns={columns}
      mayWork={mayWork}
      onSort={(sort) => change({ ...search, sort })}
      tools={
        <SearchTools
          search={search}
          onChange={change}
          view={view}
          columns={columns.names}
          person={{ id: me?.id ?? "", groupIds: me?.skillGroups.map(({ id }) => id) ?? [], shares: me?.grants["tickets.share_views"] }}
          onView={(id) => void navigate(id ? `/tickets/all?view=${id}` : "/tickets/all")}
        />
      }
      more={<ExportTickets source={source} title={view?.name ?? t("tickets.allTickets")} columns={columns.names} />}
      empty={<EmptyList of="search" />}
      onOpen={(ticketId) => void navigate(`/tickets/${ticketId}`)}
      preview={(ticketId, panel) => <TicketWithCalls key={`${ticketId} ${panel}`} ticketId={ticketId} compact panel={panel} />}
    />
  );
}
