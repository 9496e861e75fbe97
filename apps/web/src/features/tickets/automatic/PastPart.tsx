import type { RuleDraft, RulePast } from "@cloverdesk/contracts";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorText } from "../../../shared/api/index.ts";
import { fullMoment, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Group } from "../../../shared/settings-page/index.ts";
import { pastOfRule } from "./api.ts";
import css from "./automatic.module.css";

/** For which tickets the task, as it stands in the form, would have acted. */
export function PastPart({ draft }: { draft: RuleDraft }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<RulePast | { failed: string } | null>(null);
  const timed = draft.trigger.on === "due" || draft.trigger.on === "idle";
  async function go(): Promise<void> {
    if (busy) return;
    setBusy(true);
    try {
      setAnswer(await pastOfRule(draft));
    } catch (error) {
      setAnswer({ failed: errorText(error, language) });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Group title={t(timed ? "automation.past.next" : "automation.past.title")}>
      <p className={css.soft}>{t(timed ? "automation.past.nextText" : "automation.past.text")}</p>
      <div>
        <Button loading={busy && { delay: 300 }} onClick={() => void go()}>
          {t(timed ? "automation.past.goNext" : "automation.past.go")}
        </Button>
      </div>
      <div aria-live="polite">{answer && <Answer answer={answer} />}</div>
    </Group>
  );
}

function Answer({ answer }: { answer: RulePast | { failed: string } }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if ("failed" in answer) return <Alert type="error" showIcon title={answer.failed} />;
  const { looked, count, since, items } = answer;
  return (
    <div className={css.part}>
      <p>
        {looked === null ? t("automation.past.nextCount", { count }) : t("automation.past.count", { count, looked })}
        {since && ` ${t("automation.past.since", { at: fullMoment(since, language) })}`}
      </p>
      <ul className={css.list}>
        {items.map(({ at, ticket }) => (
          <li key={`${at} ${ticket.id}`}>
            <Link to={`/tickets/${ticket.id}`}>
              #{ticket.number} {ticket.title}
            </Link>{" "}
            {looked !== null && <time dateTime={at}>{moment(at, language)}</time>}
          </li>
        ))}
      </ul>
      {items.length < count && <p className={css.soft}>{t("automation.past.more", { count: count - items.length })}</p>}
    </div>
  );
}
