import { FlagFilled, FlagOutlined } from "@ant-design/icons";
import { flagColor, type TicketListItem } from "@cloverdesk/contracts";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, useSession } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Menu, tell } from "../../../../shared/ui/index.ts";
import { OtherFaults } from "../../form/OtherFaults.tsx";
import { TargetSelect, targetOf } from "../../work/actions/TargetSelect.tsx";
import marks from "../../work/marks/marks.module.css";
import css from "./bulk.module.css";
import { BULK_LIMIT, type BulkDeed, type BulkReport, bulk } from "./bulk.ts";
import { unclaimable } from "./claiming.ts";

interface Props {
  /** The rows selected, as the list shows them now. */
  chosen: readonly TicketListItem[];
  /** They wait in a group of this person: only the server knows better. */
  waits: boolean;
  mayWork: boolean;
  /** These are done, or no longer wanted: they are deselected. */
  onDone(ids: ReadonlySet<string>): void;
}

/** What came of it. The tickets are named as they were when it began: those that were not done may have left the list since. */
interface Report {
  /** In words; null when nothing was done. */
  done: string | null;
  failed: { row: TicketListItem | undefined; failure: BulkReport["failed"][number] }[];
}

/** What can be done to all selected tickets; afterwards it says which were not done and why, and keeps them selected. */
export function BulkBar({ chosen, waits, mayWork, onDone }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useSession((s) => s.session?.me ?? null);
  const [asking, setAsking] = useState<"transfer" | "finish" | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const ids = chosen.map(({ id }) => id);
  const claims = waits || chosen.some((row) => unclaimable(row, me) === null);
  const to = target ? targetOf(target) : null;

  async function run(deed: BulkDeed): Promise<void> {
    setBusy(true);
    try {
      const answer = await bulk(ids, deed);
      const failed = answer.failed.map((failure) => ({ row: chosen.find(({ id }) => id === failure.id), failure }));
      const done = doneText(deed, answer.done.length);
      setReport(failed.length > 0 ? { done: answer.done.length > 0 ? done : null, failed } : null);
      if (failed.length === 0) tell("good", done);
      setAsking(null);
      setNote("");
      onDone(new Set(answer.done));
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  const doneText = (deed: BulkDeed, count: number): string =>
    t(`tickets.bulk.done.${deed.kind === "flag" && deed.flag === null ? "unflag" : deed.kind}`, { count });
  const flagItems = [
    ...flagColor.options.map((color) => ({
      key: color,
      label: t(`tickets.flags.${color}`),
      icon: (
        <span className={marks.mark}>
          <FlagFilled data-flag={color} aria-hidden="true" />
        </span>
      ),
    })),
    { key: "none", label: t("tickets.flags.none"), icon: <FlagOutlined aria-hidden="true" /> },
  ];
  if (ids.length === 0)
    return (
      report && (
        <div className={`${css.over} ${css.under}`}>
          <FailureReport report={report} onClose={() => setReport(null)} />
        </div>
      )
    );
  return (
    <section aria-label={t("tickets.bulk.label")} className={css.over}>
      <div className={css.bulk}>
        <strong>{t("tickets.bulk.selected", { n: ids.length })}</strong>
        {ids.length > BULK_LIMIT && <span className={css.soft}>{t("tickets.bulk.limit")}</span>}
        {mayWork && (
          <>
            {claims && (
              <Button size="small" loading={busy} onClick={() => void run({ kind: "claim" })}>
                {t("tickets.actions.claim")}
              </Button>
            )}
            <Button size="small" aria-expanded={asking === "transfer"} onClick={() => setAsking("transfer")}>
              {t("tickets.actions.transfer")}
            </Button>
            <Button size="small" aria-expanded={asking === "finish"} onClick={() => setAsking("finish")}>
              {t("tickets.actions.finish")}
            </Button>
          </>
        )}
        <Menu
          menu={{
            items: flagItems,
            onClick: ({ key }) => void run({ kind: "flag", flag: flagColor.options.find((color) => color === key) ?? null }),
          }}
        >
          <Button size="small">{t("tickets.bulk.flag")}</Button>
        </Menu>
        <Button size="small" type="link" onClick={() => onDone(new Set(ids))}>
          {t("tickets.bulk.clear")}
        </Button>
      </div>
      {asking && (
        <form
          className={css.bulk}
          onSubmit={(event) => {
            event.preventDefault();
            if (asking === "finish") void run({ kind: "finish", note: note.trim() });
            else if (to && note.trim()) void run({ kind: "transfer", to, note: note.trim() });
          }}
        >
          {asking === "transfer" && <TargetSelect value={target} onChange={setTarget} label={t("tickets.actions.to")} />}
          <Input
            size="small"
            style={{ width: 280 }}
            value={note}
            aria-label={t(asking === "transfer" ? "tickets.actions.note" : "tickets.actions.noteOptional")}
            placeholder={t(`tickets.actions.noteHints.${asking}`)}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button size="small" type="primary" htmlType="submit" loading={busy} disabled={asking === "transfer" && (!to || !note.trim())}>
            {t("tickets.actions.confirm")}
          </Button>
          <Button size="small" onClick={() => setAsking(null)}>
            {t("shell.cancel")}
          </Button>
        </form>
      )}
      {report && <FailureReport report={report} onClose={() => setReport(null)} />}
    </section>
  );
}

function FailureReport({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={css.report} role="alert">
      {report.done && (
        <>
          <strong>{report.done}</strong> ·{" "}
        </>
      )}
      <strong className={css.bad}>{t("tickets.bulk.failed", { n: report.failed.length })}</strong>
      <ul>
        {report.failed.map(({ row, failure }) => (
          <li key={failure.id}>
            {row && `${t("tickets.number", { n: row.number })} ${row.title}: `}
            {failure.title[language]}
            <OtherFaults faults={failure.fields ?? {}} />
          </li>
        ))}
      </ul>
      <Button type="link" size="small" onClick={onClose}>
        {t("tickets.bulk.close")}
      </Button>
    </div>
  );
}
