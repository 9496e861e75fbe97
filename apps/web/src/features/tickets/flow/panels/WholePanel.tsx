import type { TicketFlow } from "@cloverdesk/contracts";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { type Edit, Row } from "../../../../shared/flow-editor/index.ts";
import panel from "../../../../shared/flow-editor/panel/panel.module.css";
import type { FlowWords } from "../useFlowWords.ts";
import { HoursRows } from "./HoursRows.tsx";
import { LimitRow } from "./LimitRow.tsx";
import { dayMinutes } from "./spans.ts";

/** What holds for the whole flow; shown while nothing is chosen. */
export function WholePanel({
  flow,
  words,
  readOnly,
  edit,
}: {
  flow: TicketFlow;
  words: FlowWords;
  readOnly: boolean;
  edit: Edit<TicketFlow>;
}) {
  const { t } = useTranslation();
  const work = flow.nodes.filter(({ kind }) => kind === "work").map((each) => ({ value: each.code, label: words.nameOf("node", each) }));
  const known = (code: string) => (work.some(({ value }) => value === code) ? code : null);
  return (
    <section className={panel.panel} aria-label={t("ticketFlow.whole.title")}>
      <h3>{t("ticketFlow.whole.title")}</h3>
      {!readOnly && <p className={panel.soft}>{t("ticketFlow.whole.hint")}</p>}
      <Row label={t("ticketFlow.whole.start")}>
        {(id) => (
          <Select
            id={id}
            value={known(flow.start)}
            placeholder={t("ticketFlow.node.choose")}
            status={known(flow.start) ? "" : "error"}
            disabled={readOnly}
            options={work}
            onChange={(start) => start && edit((now) => ({ ...now, start }))}
          />
        )}
      </Row>
      <Row label={t("ticketFlow.whole.reopen")}>
        {(id) => (
          <Select
            id={id}
            value={known(flow.reopenTo)}
            placeholder={t("ticketFlow.node.choose")}
            status={known(flow.reopenTo) ? "" : "error"}
            disabled={readOnly}
            options={work}
            onChange={(reopenTo) => reopenTo && edit((now) => ({ ...now, reopenTo }))}
          />
        )}
      </Row>
      <LimitRow
        label={t("ticketFlow.whole.limit")}
        limit={flow.limit}
        day={dayMinutes(flow.hours)}
        readOnly={readOnly}
        onChange={(limit) => edit((now) => ({ ...now, limit }), "limit")}
      />
      <HoursRows hours={flow.hours} readOnly={readOnly} onChange={(hours) => edit((now) => ({ ...now, hours }))} />
    </section>
  );
}
