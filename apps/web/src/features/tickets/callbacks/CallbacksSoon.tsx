import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useNow } from "../../../shared/hooks/index.ts";
import { callbacksQuery } from "./api.ts";
import { CallbackTime } from "./CallbackTime.tsx";
import css from "./callbacks.module.css";

const SHOWN = 5;

/** My next callbacks, for a page that shows what is to be done; nothing while there is none. Where one is due, *next task* begins with it. */
export function CallbacksSoon() {
  const { t } = useTranslation();
  const now = useNow();
  const callbacks = useInfiniteQuery(callbacksQuery("mine"));
  const items = callbacks.data?.pages[0]?.items ?? [];
  if (items.length === 0) return null;
  const isAnyDue = items.some(({ dueAt }) => Date.parse(dueAt) <= now);
  return (
    <section aria-label={t("callbacks.label")}>
      <h2>{t("callbacks.label")}</h2>
      <ul className={css.soon}>
        {items.slice(0, SHOWN).map(({ id, dueAt, customer, ticket, note }) => (
          <li key={id}>
            <CallbackTime dueAt={dueAt} />
            {customer && <strong>{customer.name}</strong>}
            <Link to={`/tickets/${ticket.id}`}>
              #{ticket.number} {ticket.title}
            </Link>
            {note && <span className={css.soft}>{note}</span>}
          </li>
        ))}
      </ul>
      <p>
        {isAnyDue && <Link to="/tickets/next">{t("tickets.nextTask")}</Link>}{" "}
        {(items.length > SHOWN || callbacks.hasNextPage) && <Link to="/tickets/callbacks">{t("shell.more")}</Link>}
      </p>
    </section>
  );
}
