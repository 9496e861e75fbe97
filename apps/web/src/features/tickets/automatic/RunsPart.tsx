import { RUN_OUTCOMES, type RunOutcome } from "@cloverdesk/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fullMoment, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, NotYet } from "../../../shared/ui/index.ts";
import { runsQuery } from "./api.ts";
import css from "./automatic.module.css";
import { Steps, Verdicts } from "./Looks.tsx";

const OUTCOMES = Object.keys(RUN_OUTCOMES) as RunOutcome[];

/** The log: each ticket that the task looked at, what it saw there and what it did. */
export function RunsPart({ ruleId }: { ruleId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [outcome, setOutcome] = useState<RunOutcome | undefined>(undefined);
  const runs = useInfiniteQuery(runsQuery(ruleId, outcome));
  return (
    <div className={css.part}>
      <Select<RunOutcome | "all">
        aria-label={t("automation.outcome")}
        style={{ width: 220 }}
        value={outcome ?? "all"}
        onChange={(value) => setOutcome(value === "all" ? undefined : value)}
        options={[
          { value: "all", label: t("automation.allOutcomes") },
          ...OUTCOMES.map((value) => ({ value, label: RUN_OUTCOMES[value][language] })),
        ]}
      />
      {!runs.data ? (
        <NotYet of={runs} rows={6} />
      ) : runs.data.pages[0]?.items.length === 0 ? (
        <Empty title={t("automation.noRuns")} />
      ) : (
        <ul className={css.list}>
          {runs.data.pages
            .flatMap(({ items }) => items)
            .map((run) => (
              <li key={run.seq} className={css.look}>
                <div>
                  <Link to={`/tickets/${run.ticket.id}`}>#{run.ticket.number}</Link>{" "}
                  <strong className={run.outcome === "refused" ? css.error : undefined}>{RUN_OUTCOMES[run.outcome][language]}</strong>{" "}
                  <time dateTime={run.at} title={fullMoment(run.at, language)}>
                    {moment(run.at, language)}
                  </time>
                  <span className={css.soft}> · {t("automation.version", { n: run.version })}</span>
                </div>
                <Verdicts verdicts={run.verdicts} names={run.names} />
                <Steps steps={run.steps} names={run.names} />
              </li>
            ))}
        </ul>
      )}
      {runs.hasNextPage && (
        <Button type="link" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {t("automation.moreRuns")}
        </Button>
      )}
    </div>
  );
}
