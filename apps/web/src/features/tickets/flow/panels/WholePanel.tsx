import type { TicketFlow } from "@cloverdesk/contracts";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { FlowWords } from "../useFlowWords.ts";
import { HoursRows } from "./HoursRows.tsx";
import { LimitRow } from "./LimitRow.tsx";
import type { Edit } from "./NodePanel.tsx";
import css from "./panels.module.css";
import { Row } from "./Row.tsx";
import { dayMinutes } from "./spans.ts";

/** What holds for the whole flow; shown while nothing is chosen. */
export function WholePanel({ flow, words, readOnly, edit }: { flow: TicketFlow; words: FlowWords; readOnly: boolean; edit: Edit }) {
  const { t } = useTranslation();
  const work = flow.nodes
    .filter(({ kind }) => kind === "work")
    .map(({ code, name }) => ({ value: code, label: name[words.language] || code }));
  const known = (code: string) => (work.some(({ value }) => value === code) ? code : null);
  return (
    <section className={css.panel} aria-label={t("flow.whole.title")}>
      <h3>{t("flow.whole.title")}</h3>
      {!readOnly && <p className={css.soft}>{t("flow.whole.hint")}</p>}
      <Row label={t("flow.whole.start")}>
        {(id) => (
          <Select
            id={id}
            value={known(flow.start)}
            placeholder={t("flow.node.choose")}
            status={known(flow.start) ? "" : "error"}
            disabled={readOnly}
            options={work}
            onChange={(start) => start && edit((now) => ({ ...now, start }))}
          />
        )}
      </Row>
      <Row label={t("flow.whole.reopen")}>
        {(id) => (
          <Select
            id={id}
            value={known(flow.reopenTo)}
            placeholder={t("flow.node.choose")}
            status={known(flow.reopenTo) ? "" : "error"}
            disabled={readOnly}
            options={work}
            onChange={(reopenTo) => reopenTo && edit((now) => ({ ...now, reopenTo }))}
          />
        )}
      </Row>
      <LimitRow
        label={t("flow.whole.limit")}
        limit={flow.limit}
        day={dayMinutes(flow.hours)}
        readOnly={readOnly}
        onChange={(limit) => edit((now) => ({ ...now, limit }), "limit")}
      />
      <HoursRows hours={flow.hours} readOnly={readOnly} onChange={(hours) => edit((now) => ({ ...now, hours }))} />
    </section>
  );
}
