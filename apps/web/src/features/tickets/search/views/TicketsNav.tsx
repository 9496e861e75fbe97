import { MY_LISTS, type MyList, type TicketCounts } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "react-router";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { countsQuery, viewsQuery } from "../queries.ts";
import { totalOf } from "./counts.ts";
import css from "./TicketsNav.module.css";

const LISTS = Object.keys(MY_LISTS) as MyList[];

/** The worklist; the eight lists with their live counts; below them the ticket centre with the saved views. */
export function TicketsNav({
  action,
  callsOut,
}: {
  action: React.ReactNode /** Whether this person may work an outbound list. */;
  callsOut: boolean;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: counts } = useQuery(countsQuery);
  const { data: views } = useQuery(viewsQuery);
  const { pathname } = useLocation();
  const viewId = useSearchParams()[0].get("view");
  const here = viewId ? `${pathname}?view=${viewId}` : pathname;
  const current = (to: string) => (here === to ? "page" : undefined);
  return (
    <nav className={css.nav} aria-label={t("tickets.lists")}>
      {action}
      {callsOut && (
        <ul>
          <li>
            <Link to="/tickets/next" aria-current={current("/tickets/next")}>
              {t("tickets.nextTask")}
            </Link>
          </li>
          <li>
            <Link to="/tickets/callbacks" aria-current={current("/tickets/callbacks")}>
              {t("callbacks.label")}
            </Link>
          </li>
        </ul>
      )}
      <h2>{t("tickets.mine")}</h2>
      <ul>
        {LISTS.map((list) => (
          <li key={list}>
            <Link to={`/tickets/mine/${list}`} aria-current={current(`/tickets/mine/${list}`)}>
              <span>{MY_LISTS[list][language]}</span>
              <Count counts={counts} list={list} />
            </Link>
          </li>
        ))}
      </ul>
      <h2>{t("tickets.centre")}</h2>
      <ul>
        <li>
          <Link to="/tickets/all" aria-current={current("/tickets/all")}>
            {t("tickets.allTickets")}
          </Link>
        </li>
        {views?.items.map((view) => (
          <li key={view.id}>
            <Link to={`/tickets/all?view=${view.id}`} aria-current={current(`/tickets/all?view=${view.id}`)}>
              <span>{view.name}</span>
              <small>{t(`tickets.view.scopes.${view.scope}`)}</small>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Count({ counts, list }: { counts: TicketCounts | undefined; list: MyList }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!counts) return <span className={css.count} />;
  const { count, more } = totalOf(counts, list);
  const groups =
    list === "waiting"
      ? counts.waiting.map((group) => `${group.name[language]} ${group.count}${group.more ? "+" : ""}`).join(" · ")
      : undefined;
  return (
    <span className={css.count} data-some={count > 0} title={groups}>
      {more ? t("tickets.moreThan", { n: count }) : count}
    </span>
  );
}
