import { CATEGORY_SHEET_FAULTS, type CategoryImport } from "@cloverdesk/contracts";
import { Button, Input } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { EditPanel, leaveFreely } from "../../../shared/settings-page/index.ts";
import css from "../../../shared/settings-page/list.module.css";
import { Field, tell } from "../../../shared/ui/index.ts";
import { commitImport, tryImport } from "./api.ts";

/** Many categories from a sheet: chosen or pasted, tried first, then taken over as shown. */
export function ImportPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [sheet, setSheet] = useState("");
  const [report, setReport] = useState<CategoryImport | null>(null);
  const [busy, setBusy] = useState(false);
  // Answers come while somebody writes: they speak of the sheet that was sent.
  const now = useRef(sheet);
  const write = (text: string) => {
    now.current = text;
    setSheet(text);
    setReport(null);
  };
  async function run(commit: boolean): Promise<void> {
    setBusy(true);
    try {
      const answer = commit ? await commitImport(sheet) : await tryImport(sheet);
      const same = now.current === sheet;
      if (!commit) return setReport(same ? answer : null);
      tell("good", t("settings.tickets.categories.imported", { added: answer.added, changed: answer.changed }));
      if (same) leaveFreely(onClose);
    } catch (error) {
      setReport(null);
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  const good = report !== null && report.faults.length === 0 && report.added + report.changed > 0;
  return (
    <EditPanel
      title={t("settings.tickets.categories.import")}
      dirty={sheet.trim() !== ""}
      busy={busy}
      saveLabel={t(`settings.tickets.categories.${good ? "commit" : "try"}`)}
      onSave={() => void run(good)}
      onClose={onClose}
    >
      <div className={css.stack}>
        <p className={css.soft}>{t("settings.tickets.categories.sheetHint")}</p>
        <div>
          <input
            type="file"
            id="category-sheet"
            className="sr-only"
            aria-label={t("settings.tickets.categories.chooseFile")}
            accept=".csv,.txt,.tsv,text/csv"
            onChange={(event) => void event.target.files?.[0]?.text().then(write)}
          />
          <Button onClick={() => document.getElementById("category-sheet")?.click()}>{t("settings.tickets.categories.chooseFile")}</Button>
        </div>
        <Field label={t("settings.tickets.categories.sheet")}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={10}
              value={sheet}
              placeholder={"path_zh,path_en,in_use"}
              onChange={(event) => write(event.target.value)}
            />
          )}
        </Field>
        <div role="status">
          {report && (
            <p>
              {t("settings.tickets.categories.wouldDo", { added: report.added, changed: report.changed, unchanged: report.unchanged })}{" "}
              {report.faults.length > 0 && t("settings.tickets.categories.repair", { count: report.faults.length })}
            </p>
          )}
        </div>
        {report && report.faults.length > 0 && (
          <ul className={css.uses}>
            {report.faults.map(({ line, text, fault }) => (
              <li key={line}>
                {t("settings.tickets.categories.line", { n: line })} {text} — {CATEGORY_SHEET_FAULTS[fault][language]}
              </li>
            ))}
          </ul>
        )}
      </div>
    </EditPanel>
  );
}
