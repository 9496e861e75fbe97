import type { Ticket } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { setupQuery } from "../setup/queries.ts";
import type { Action } from "../work/actions/panel-draft.ts";
import css from "./worklist.module.css";

interface Props {
  ticket: Ticket;
  /** Whether digits choose: a call for the task has ended. */
  keysActive: boolean;
  busy: string | null;
  chosen: string | null;
  onChoose(action: Action): void;
}

/** What came of the task, as the flow has it: one button and one digit for each action, with where it leads. */
export function Results({ ticket, keysActive, busy, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const next = useNextStep();
  return (
    <section className={css.results} aria-label={t("worklist.results.label")}>
      <h3>
        {t("worklist.results.label")} <small>{t("worklist.results.hint")}</small>
      </h3>
      <ul>
        {ticket.actions.map((action, place) => (
          <li key={action.code}>
            <Button
              type={keysActive && action.primary ? "primary" : "default"}
              loading={busy === action.code}
              disabled={busy !== null && busy !== action.code}
              aria-expanded={chosen === action.code}
              aria-keyshortcuts={keysActive && place < 9 ? String(place + 1) : undefined}
              onClick={() => onChoose(action)}
            >
              {place < 9 && (
                <small aria-hidden="true" className={css.key} data-active={keysActive}>
                  {place + 1}
                </small>
              )}
              {action.name[language]}
            </Button>
            <span className={css.soft}>→ {[action.to.name[language], next(action)].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
      {ticket.actions.length === 0 && <p className={css.soft}>{t("worklist.results.noWay")}</p>}
    </section>
  );
}

/** In words, who has the ticket after an action; null where it ends. */
function useNextStep(): (action: Action) => string | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  return ({ finishes, to: { handler, callOut } }) => {
    if (finishes) return null;
    if (handler.kind === "keep") return t(callOut ? "worklist.results.again" : "worklist.results.keeps");
    if (handler.kind === "creator") return t("worklist.results.toCreator");
    if (handler.kind === "person")
      return t("worklist.results.toPerson", { name: setup?.people.find(({ id }) => id === handler.personId)?.name ?? "…" });
    const group = setup?.groups.find(({ id }) => id === handler.skillGroupId);
    return t("worklist.results.toGroup", { name: group?.name[language] ?? "…" });
  };
}
