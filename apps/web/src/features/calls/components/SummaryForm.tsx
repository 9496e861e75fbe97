import { CheckOutlined, EditOutlined } from "@ant-design/icons";
import type { Contact, SummaryFields } from "@cloverdesk/contracts";
import { categoryPaths } from "@cloverdesk/rules/category-tree";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Select } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { BY_LABEL, Failed, Lines, tell, useClear } from "../../../shared/ui/index.ts";
import { isDirty } from "../../../shared/versioned/index.ts";
import { categoriesQuery } from "../../categories/index.ts";
import { isAsked } from "../consult/consultation.ts";
import { useSummaryAsked } from "../summary/asked.ts";
import { complete, isUnanswered, SUMMARY, type SummaryDraft } from "../summary/draft.ts";
import { SavedSummary } from "../summary/SavedSummary.tsx";
import { useDraft } from "../summary/useDraft.ts";
import css from "./SummaryForm.module.css";

const RESULTS = ["resolved", "follow_up", "escalated", "no_need", "unreached", "answering_machine"] as const;

interface Props {
  contact: Pick<Contact, "id" | "direction" | "state" | "answeredAt"> & { part?: Contact["part"]; can: Pick<Contact["can"], "summarize"> };
  onSaved?: () => void;
  /** Under a heading of the page it stands in, it has none of its own. */
  untitled?: boolean;
}

/**
 * The summary of a call: open from its first second, drafts save themselves, the same form after hang-up with an orange border. Once it is saved it is
 * read, and corrected on request; a correction is saved only when it is asked for.
 */
export function SummaryForm({ contact, onSaved, untitled = false }: Props) {
  const { t } = useTranslation();
  const clear = useClear();
  const language = useLanguage();
  const unanswered = isUnanswered(contact);
  const { draft, loaded, type, flush, save, choose, giveUp } = useDraft(contact.id, unanswered);
  const [needed, setNeeded] = useState(false);
  const [busy, setBusy] = useState(false);
  const [asksToCorrect, setAsksToCorrect] = useState(false);
  const ids = useId();
  const saved = draft?.base.summary.state === "saved" && !unanswered;
  // What was typed before a reload is still a correction to be saved or given up.
  const corrects = saved && (asksToCorrect || isDirty(draft, SUMMARY) || draft.conflict !== null);
  const done = saved && !corrects;
  const wrapUp = contact.state === "ended" && !saved && !unanswered && !(contact.part && isAsked({ part: contact.part }));

  const issue = useRef<TextAreaRef>(null);
  useSummaryAsked(contact.id, draft !== null, (wish) => {
    if (wish === "save" && !done) void submit();
    else issue.current?.focus();
  });

  async function submit(): Promise<void> {
    if (!draft || busy) return;
    if (!complete(draft.value, unanswered)) {
      setNeeded(true);
      return issue.current?.focus();
    }
    setNeeded(false);
    setBusy(true);
    const isSaved = await save().catch((error: unknown) => {
      tell("bad", errorText(error, language));
      return false;
    });
    if (isSaved) {
      setAsksToCorrect(false);
      onSaved?.();
    }
    setBusy(false);
  }
  function cancel(): void {
    giveUp();
    setNeeded(false);
    setAsksToCorrect(false);
  }
  const chosen = (whose: "mine" | "theirs"): Promise<void> =>
    choose(whose).catch((error: unknown) => tell("bad", errorText(error, language)));
  function change(fields: Partial<SummaryFields>): void {
    setNeeded(false);
    type(fields);
  }

  if (loaded.isError && !draft) return <Failed error={loaded.error} retry={() => void loaded.refetch()} />;
  return (
    <form
      className={css.form}
      data-wrap-up={wrapUp}
      data-untitled={untitled}
      aria-label={t("calls.summary.label")}
      onBlur={flush}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
      }}
    >
      <div className={css.head}>
        {!untitled && <h2>{t("calls.summary.label")}</h2>}
        <DraftState draft={draft} wrapUp={wrapUp} corrects={corrects} />
      </div>
      {draft?.conflict && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t("calls.summary.conflict")}
          action={
            <span className={css.choice}>
              <Button size="small" onClick={() => void chosen("mine")}>
                {t("calls.summary.useMine")}
              </Button>
              <Button size="small" type="text" onClick={() => void chosen("theirs")}>
                {t("calls.summary.useTheirs")}
              </Button>
            </span>
          }
        />
      )}
      {done && (
        <SavedSummary summary={draft.base.summary}>
          {contact.can.summarize && (
            <Button className={css.correct} size="small" icon={<EditOutlined aria-hidden="true" />} onClick={() => setAsksToCorrect(true)}>
              {t("calls.summary.correct")}
            </Button>
          )}
        </SavedSummary>
      )}
      {!done &&
        (draft ? (
          <>
            <div className={css.row}>
              <label htmlFor={`${ids}-category`}>{t("calls.summary.category")}</label>
              <CategorySelect id={`${ids}-category`} value={draft.value.categoryId} onChange={(categoryId) => change({ categoryId })} />
              <label htmlFor={`${ids}-result`}>{t("calls.summary.result")}</label>
              <Select
                id={`${ids}-result`}
                value={draft.value.result}
                allowClear={clear}
                onChange={(result) => change({ result: result ?? null })}
                options={RESULTS.map((value) => ({ value, label: t(`calls.summary.results.${value}`) }))}
              />
            </div>
            <div className={css.texts}>
              <div>
                <label htmlFor={`${ids}-issue`}>{t("calls.summary.issue")}</label>
                <Input.TextArea
                  ref={issue}
                  id={`${ids}-issue`}
                  value={draft.value.issue}
                  placeholder={t("calls.summary.issueHint")}
                  maxLength={4000}
                  status={needed ? "error" : undefined}
                  onChange={(event) => change({ issue: event.target.value })}
                />
              </div>
              <div>
                <label htmlFor={`${ids}-solution`}>{t("calls.summary.solution")}</label>
                <Input.TextArea
                  id={`${ids}-solution`}
                  value={draft.value.solution}
                  placeholder={t("calls.summary.solutionHint")}
                  maxLength={4000}
                  onChange={(event) => change({ solution: event.target.value })}
                />
              </div>
            </div>
          </>
        ) : (
          <Lines rows={4} height={30} />
        ))}
      {!done && (
        <div className={css.foot}>
          <span role="alert" className={css.needed}>
            {needed && t("calls.summary.needed")}
          </span>
          {corrects && <Button onClick={cancel}>{t("calls.summary.cancel")}</Button>}
          <Button type="primary" htmlType="submit" loading={busy} disabled={!draft || !contact.can.summarize}>
            {t(corrects ? "calls.summary.saveCorrection" : "calls.summary.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

function CategorySelect(props: { id: string; value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation();
  const clear = useClear();
  const language = useLanguage();
  const categories = useQuery(categoriesQuery);
  return (
    <Select
      id={props.id}
      value={props.value}
      loading={categories.isPending}
      allowClear={clear}
      showSearch={BY_LABEL}
      placeholder={t("calls.summary.categoryHint")}
      popupMatchSelectWidth={false}
      onChange={(id) => props.onChange(id ?? null)}
      options={categoryPaths(categories.data?.items ?? [], language, props.value).map(({ id, path }) => ({ value: id, label: path }))}
    />
  );
}

/** A quiet line on how the draft stands. */
function DraftState({ draft, wrapUp, corrects }: { draft: SummaryDraft | null; wrapUp: boolean; corrects: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (!draft) return null;
  if (corrects) return <span className={css.soft}>{t("calls.summary.correcting")}</span>;
  const { state, savedAt } = draft.base.summary;
  if (state === "saved") {
    return (
      <span className={css.done}>
        <CheckOutlined aria-hidden="true" /> {t("calls.summary.done", { time: savedAt ? moment(savedAt, language) : "" })}
      </span>
    );
  }
  if (draft.failed) return <span className={css.needed}>{t("calls.summary.unsaved")}</span>;
  const ago = draft.keptAt === null ? null : Math.max(0, Math.floor((now - draft.keptAt) / 1000));
  const words =
    isDirty(draft, SUMMARY) || draft.sent
      ? t("calls.summary.saving")
      : ago === null
        ? wrapUp
          ? t("calls.summary.wrapUp")
          : ""
        : ago < 1
          ? t("calls.summary.savedNow")
          : ago < 60
            ? t("calls.summary.savedAgo", { s: ago })
            : t("calls.summary.savedMin", { m: Math.floor(ago / 60) });
  return <span className={css.soft}>{words}</span>;
}
