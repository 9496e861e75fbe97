import { DownloadOutlined, UploadOutlined } from "@ant-design/icons";
import {
  DUPLICATE_SCOPES,
  type DuplicateScope,
  type ImportDuplicates,
  type ImportItem,
  type ImportTarget,
  type TicketTemplate,
  type TicketType,
} from "@cloverdesk/contracts";
import { Button, Select } from "antd";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { CategorySelect } from "../../categories/select.ts";
import { sameAs, saveTemplate, startImport } from "../api.ts";
import css from "./imports.module.css";

interface Props {
  types: readonly TicketType[];
  templates: readonly TicketTemplate[];
  onStarted(importId: string): void;
}

const SCOPES = Object.keys(DUPLICATE_SCOPES) as DuplicateScope[];
/** Days, of which tickets are duplicates. */
const SPANS = [7, 30, 90, 365];
const EVER = 0;

/**
 * Type, template and category, what is a duplicate, the template to fill in, and the file, by button or drop. A file that was imported before is told
 * before it is sent.
 */
export function ImportStart({ types, templates, onStarted }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const offered = types.filter(({ active, flowVersion }) => active && flowVersion !== null);
  const [typeId, setTypeId] = useState<string | null>(offered.length === 1 ? (offered[0]?.id ?? null) : null);
  const fitting = templates.filter((each) => each.active && each.typeId === typeId);
  const [chosenTemplate, setTemplate] = useState<string | null>(null);
  const template = fitting.find(({ id }) => id === chosenTemplate) ?? (fitting.length === 1 ? fitting[0] : undefined);
  const [categoryId, setCategory] = useState<string | null>(null);
  const [duplicates, setDuplicates] = useState<ImportDuplicates>({ scope: "open", days: null });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [again, setAgain] = useState<{ file: File; before: NonNullable<ImportItem["sameAs"]> } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const target: ImportTarget | null = typeId && template ? { categoryId, typeId, templateId: template.id } : null;

  async function doing(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setProblem(null);
    await work().catch((error: unknown) => setProblem(errorText(error, language)));
    setBusy(false);
  }
  const send = (file: File): Promise<void> =>
    doing(async () => {
      if (target) onStarted((await startImport(file, target, duplicates, language)).id);
    });
  const choose = (file: File | undefined): Promise<void> =>
    doing(async () => {
      setAgain(null);
      if (!file || !target) return;
      const before = await sameAs(file);
      if (before) setAgain({ file, before });
      else onStarted((await startImport(file, target, duplicates, language)).id);
    });
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (target && !busy) void choose(event.dataTransfer.files[0]);
  };

  return (
    <section className={css.start} aria-label={t("imports.start")}>
      <div className={css.three}>
        <Field label={`${t("tickets.create.type")} *`}>
          {(control) => (
            <Select
              {...control}
              style={{ width: "100%" }}
              value={typeId}
              placeholder={t("tickets.fields.choose")}
              onChange={setTypeId}
              options={offered.map(({ id, name }) => ({ value: id, label: name[language] }))}
            />
          )}
        </Field>
        <Field label={`${t("tickets.create.template")} *`}>
          {(control) => (
            <Select
              {...control}
              style={{ width: "100%" }}
              value={template?.id ?? null}
              disabled={!typeId}
              placeholder={t("tickets.fields.choose")}
              onChange={setTemplate}
              options={fitting.map(({ id, name }) => ({ value: id, label: name[language] }))}
            />
          )}
        </Field>
        <CategorySelect value={categoryId} onChange={setCategory} />
        <Field label={t("imports.duplicates")}>
          {(control) => (
            <Select
              {...control}
              style={{ width: "100%" }}
              value={duplicates.scope}
              onChange={(scope) => setDuplicates({ scope, days: scope === "batch" ? null : duplicates.days })}
              options={SCOPES.map((scope) => ({ value: scope, label: DUPLICATE_SCOPES[scope][language] }))}
            />
          )}
        </Field>
        {duplicates.scope !== "batch" && (
          <Field label={t("imports.duplicatesSince")}>
            {(control) => (
              <Select
                {...control}
                style={{ width: "100%" }}
                value={duplicates.days ?? EVER}
                onChange={(days) => setDuplicates({ ...duplicates, days: days === EVER ? null : days })}
                options={[EVER, ...SPANS].map((days) => ({
                  value: days,
                  label: days === EVER ? t("imports.everCreated") : t("imports.lastDays", { n: days }),
                }))}
              />
            )}
          </Field>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the button does the same */}
      <div className={css.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <Button
          icon={<DownloadOutlined aria-hidden="true" />}
          disabled={!target || busy}
          onClick={() =>
            target && void doing(() => saveTemplate(target, language, `${template?.name[language] ?? ""} ${t("imports.template")}.xlsx`))
          }
        >
          {t("imports.downloadTemplate")}
        </Button>
        <Button
          type="primary"
          icon={<UploadOutlined aria-hidden="true" />}
          disabled={!target}
          loading={busy}
          onClick={() => input.current?.click()}
        >
          {t("imports.upload")}
        </Button>
        <span className={css.hint}>{t(target ? "imports.dropHere" : "imports.chooseFirst")}</span>
        <input
          ref={input}
          type="file"
          accept=".xlsx,.xlsm,.csv,.txt"
          aria-label={t("imports.file")}
          hidden
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
      {again && (
        <div className={css.warning} role="alert">
          {t("imports.sameFile", { name: again.before.by.name, at: moment(again.before.at, language) })}
          <Button size="small" onClick={() => void send(again.file)}>
            {t("imports.uploadAnyway")}
          </Button>
          <Button size="small" onClick={() => onStarted(again.before.id)}>
            {t("imports.showBefore")}
          </Button>
        </div>
      )}
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
