import { type Bilingual, DUPLICATE_SCOPES, type ImportItem, type ImportOutcome } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Popconfirm, Progress } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorText } from "../../../shared/api/index.ts";
import { figure, listed, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { NotYet, tell } from "../../../shared/ui/index.ts";
import { cancelImport, commitImport, importQuery, pauseImport, saveFaults, undoImport } from "../api.ts";
import { percentDone } from "../progress.ts";
import { Figures } from "./Figures.tsx";
import { ImportRows } from "./ImportRows.tsx";
import css from "./imports.module.css";
import { PlanForm } from "./PlanForm.tsx";

interface Props {
  importId: string;
  groups: readonly { id: string; name: Bilingual }[];
  mayUndo: boolean;
}

/** One import from its dry run to its undo: state, figures, rows, repair, assignment. */
export function ImportBatch({ importId, groups, mayUndo }: Props) {
  const { t } = useTranslation();
  const query = useQuery(importQuery(importId));
  if (!query.data) return <NotYet of={query} rows={10} />;
  return (
    <>
      <Link to="/tickets/imports">← {t("imports.title")}</Link>
      <Batch item={query.data} groups={groups} mayUndo={mayUndo} />
    </>
  );
}

function Batch({ item, groups, mayUndo }: { item: ImportItem } & Pick<Props, "groups" | "mayUndo">) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const { figures, reading, failure, sameAs, can, duplicates } = item;
  const refused = (figures.fault ?? 0) + (figures.same_in_file ?? 0) + (figures.known ?? 0) + (figures.hidden ?? 0);
  const doing = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => tell("bad", errorText(error, language)));
  };
  return (
    <>
      <header>
        <h2>{item.fileName}</h2>
        <p className={css.about}>
          {item.title[language]} · {t("imports.byAt", { name: item.by.name, at: moment(item.begunAt, language) })}
          {` · ${t("imports.duplicatesAre", { which: DUPLICATE_SCOPES[duplicates.scope][language] })}`}
          {duplicates.days !== null && ` (${t("imports.lastDays", { n: duplicates.days })})`}
          {item.continuedBy.id !== item.by.id && ` · ${t("imports.continuedBy", { name: item.continuedBy.name })}`}
        </p>
      </header>
      <p role="status" aria-label={t("imports.state")} className={css.state}>
        {t(`imports.states.${item.state}`)}
      </p>
      <Working item={item} />
      {failure && (
        <p className={css.problem} role="alert">
          {failure.title[language]}
          {failure.row !== null && ` (${t("imports.rowNumber", { n: failure.row })})`}
        </p>
      )}
      {sameAs && (
        <p className={css.warning}>
          {t("imports.sameFile", { name: sameAs.by.name, at: moment(sameAs.at, language) })}
          <Link to={`/tickets/imports/${sameAs.id}`}>{t("imports.showBefore")}</Link>
        </p>
      )}
      {reading && reading.ignored.length > 0 && (
        <p className={css.warning}>{t("imports.ignored", { names: listed(reading.ignored, language) })}</p>
      )}
      {reading && reading.otherSheets.length > 0 && (
        <p className={css.warning}>{t("imports.otherSheets", { names: listed(reading.otherSheets, language) })}</p>
      )}
      <Figures figures={figures} chosen={outcome} onChoose={setOutcome} />
      {(item.state === "checked" || item.state === "paused") && <PlanForm item={item} groups={groups} />}
      <div className={css.actions}>
        {can.commit && (
          <Button type="primary" onClick={() => doing(commitImport(item))}>
            {t(item.state === "paused" ? "imports.continue" : "imports.commit", { n: figure(figures.ready ?? 0, language) })}
          </Button>
        )}
        {can.pause && <Button onClick={() => doing(pauseImport(item))}>{t("imports.pause")}</Button>}
        {refused > 0 && (
          <Button
            onClick={() => doing(saveFaults(item, language, `${item.fileName.replace(/\.\w{1,5}$/, "")} ${t("imports.faults")}.xlsx`))}
          >
            {t("imports.saveFaults", { n: figure(refused, language) })}
          </Button>
        )}
        {can.cancel && (
          <Popconfirm title={t("imports.cancelSure")} okText={t("imports.cancel")} onConfirm={() => doing(cancelImport(item))}>
            <Button danger>{t("imports.cancel")}</Button>
          </Popconfirm>
        )}
        {can.undo && mayUndo && (
          <Popconfirm title={t("imports.undoSure")} okText={t("imports.undo")} onConfirm={() => doing(undoImport(item))}>
            <Button danger>{t("imports.undo")}</Button>
          </Popconfirm>
        )}
      </div>
      {item.state !== "waiting_file" && item.state !== "cancelled" && <ImportRows key={outcome ?? ""} item={item} outcome={outcome} />}
    </>
  );
}

/** Progress of the work under way: of a check the rows read, otherwise the part that is done. */
function Working({ item }: { item: ImportItem }) {
  const { state, done } = item;
  const { t } = useTranslation();
  const language = useLanguage();
  if (state === "checking") return <p>{t("imports.read", { n: figure(done, language) })}</p>;
  if (state !== "committing" && state !== "undoing") return null;
  return <Progress percent={percentDone(item)} aria-label={t(`imports.states.${state}`)} />;
}
