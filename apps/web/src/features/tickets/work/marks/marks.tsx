import { BellOutlined, ClockCircleOutlined, FlagFilled, FlagOutlined, PauseCircleOutlined, WarningFilled } from "@ant-design/icons";
import type { TicketMark, TicketRow } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { fullMoment, moment, useLanguage, useNow } from "../../../../shared/hooks/index.ts";
import { dueOf, span } from "./due.ts";
import css from "./marks.module.css";

/** My flag and reminder on a ticket: colour, icon and word. */
export function Mark({ mark }: { mark: TicketMark | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const flag = t(`tickets.flags.${mark?.flag ?? "none"}`);
  return (
    <span className={css.mark}>
      <span data-flag={mark?.flag ?? "none"} title={flag}>
        {mark?.flag ? <FlagFilled aria-hidden="true" /> : <FlagOutlined aria-hidden="true" />}
        <span className="sr-only">{flag}</span>
      </span>
      {mark?.remindAt && (
        <BellOutlined aria-label={t("tickets.mark.set", { time: moment(mark.remindAt, language) })} title={mark.remindText || undefined} />
      )}
    </span>
  );
}

/** The priority by colour and word; nothing for the usual one. */
export function PriorityMark({ priority }: { priority: TicketRow["priority"] }) {
  const { t } = useTranslation();
  if (priority === "normal") return null;
  return (
    <b className={css.priority} data-priority={priority}>
      {t(`tickets.priorities.${priority}`)}
    </b>
  );
}

/** How long until the ticket is due: red and told when over, orange when soon. */
export function DueText({ row, paused = false }: { row: Pick<TicketRow, "dueAt" | "warnAt" | "state">; paused?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  if (paused && row.state === "open") {
    return (
      <span className={css.due} data-level="none">
        <PauseCircleOutlined aria-hidden="true" /> {t("tickets.due.paused")}
      </span>
    );
  }
  const { level, ms } = dueOf(row, now);
  if (level === "none" || level === "done") return <span className={css.due}>{t("tickets.none")}</span>;
  const { unit, n } = span(ms);
  const time = t(`tickets.span.${unit}`, { n });
  const title = row.dueAt ? fullMoment(row.dueAt, language) : undefined;
  return (
    <span className={css.due} data-level={level} title={title}>
      {level === "over" ? <WarningFilled aria-hidden="true" /> : level === "soon" ? <ClockCircleOutlined aria-hidden="true" /> : null}
      {level === "over" ? t("tickets.due.over", { time }) : t("tickets.due.in", { time })}
    </span>
  );
}
