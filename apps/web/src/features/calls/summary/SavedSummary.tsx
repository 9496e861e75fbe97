import type { Summary } from "@cloverdesk/contracts";
import { categoryPaths } from "@cloverdesk/rules/category-tree";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fullMoment, useLanguage } from "../../../shared/hooks/index.ts";
import { categoriesQuery } from "../../categories/index.ts";
import css from "./SavedSummary.module.css";

/** A summary to be read, with what it said before it was corrected. */
export function SavedSummary({ summary, state, children }: { summary: Summary; state?: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={css.summary}>
      <Fields fields={summary.fields} state={state} />
      {children}
      {summary.earlier.length > 0 && (
        <details className={css.earlier}>
          <summary>{t("calls.summary.corrected", { count: summary.earlier.length })}</summary>
          <ol aria-label={t("calls.summary.earlier")}>
            {summary.earlier.map(({ version, fields, savedAt, by }) => (
              <li key={version}>
                <span className={css.soft}>{[fullMoment(savedAt, language), by?.name].filter(Boolean).join(" · ")}</span>
                <Fields fields={fields} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function Fields({ fields, state }: { fields: Summary["fields"]; state?: string | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const categories = useQuery(categoriesQuery);
  const { categoryId, issue, solution, result, custom } = fields;
  const path = categoryPaths(categories.data?.items ?? [], language, categoryId).find((c) => c.id === categoryId)?.path;
  const facts: [string, string | null | undefined][] = [
    [t("calls.record.state"), state],
    [t("calls.summary.category"), path],
    [t("calls.summary.result"), result && t(`calls.summary.results.${result}`)],
    [t("calls.summary.issue"), issue],
    [t("calls.summary.solution"), solution],
    ...Object.entries(custom),
  ];
  return (
    <dl className={css.facts}>
      {facts.map(
        ([term, text]) =>
          text && (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
