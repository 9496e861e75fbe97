import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type CSSProperties, lazy, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Later, Lines, Splitter, tell, useSize } from "../../shared/ui/index.ts";
import { useIsWorkbench } from "../strip/show-summary.ts";
import css from "./Beside.module.css";
import { closeBeside, type Panel, useBeside } from "./beside.ts";

const NewTicketPanel = lazy(() => import("./NewTicketPanel.tsx"));
const TicketPanel = lazy(() => import("./TicketPanel.tsx"));
const RecordPanel = lazy(() => import("./RecordPanel.tsx"));
const SummaryPanel = lazy(() => import("./SummaryPanel.tsx"));

/** The third area: what was opened beside the page, on every page, below the call. The one opened last is shown, the others wait under it. */
export function BesideHost() {
  const { t } = useTranslation();
  const opened = useBeside((s) => s.opened);
  const size = useSize("beside", 456, 400, Math.max(400, Math.round(innerWidth / 2)));
  useSummaryInItsPlace();
  const shown = opened.at(-1);
  if (!shown) return null;
  return (
    <div className={css.beside} style={{ "--cd-width": `${size.value}px` } as CSSProperties}>
      <Splitter size={size} side="after" area={t(TITLES[shown.panel.kind])} controls="area-beside" />
      <div id="area-beside" className={css.area}>
        {opened.map(({ panel }) => (
          <PanelFrame key={keyOf(panel)} panel={panel} isShown={panel === shown.panel} />
        ))}
      </div>
    </div>
  );
}

const TITLES = {
  newTicket: "tickets.create.label",
  ticket: "shell.beside.ticket",
  record: "calls.record.title",
  summary: "calls.summary.label",
} as const;
const PAGES = { ticket: "/tickets", record: "/calls" } as const;

const keyOf = (panel: Panel): string => `${panel.kind} ${"id" in panel ? panel.id : JSON.stringify(panel.from)}`;

/** Going to the workbench, the summary is there: the same form is not shown twice. */
function useSummaryInItsPlace(): void {
  const isWorkbench = useIsWorkbench();
  useEffect(() => {
    if (isWorkbench) closeBeside("summary");
  }, [isWorkbench]);
}

function PanelFrame({ panel, isShown }: { panel: Panel; isShown: boolean }) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  const title = t(TITLES[panel.kind]);
  const page = panel.kind === "ticket" || panel.kind === "record" ? `${PAGES[panel.kind]}/${panel.id}` : null;
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      ref={box}
      role="dialog"
      tabIndex={-1}
      className={css.panel}
      hidden={!isShown}
      aria-label={title}
      onKeyDown={(event) => {
        // What is typed is closed by its own button.
        if (event.key === "Escape" && !event.defaultPrevented && event.target === event.currentTarget) closeBeside();
      }}
    >
      <div className={css.head}>
        <h2>{title}</h2>
        {page && <Link to={page}>{t("calls.records.openPage")}</Link>}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden="true" />}
          aria-label={t("shell.close")}
          title={t("shell.close")}
          onClick={() => closeBeside(panel.kind)}
        />
      </div>
      <div className={css.body} data-kind={panel.kind}>
        <Later
          fallback={<Lines rows={10} height={24} gap={16} />}
          onFailed={() => {
            tell("bad", t("shell.state.partText"));
            closeBeside(panel.kind);
          }}
          failed={null}
        >
          {panel.kind === "newTicket" && <NewTicketPanel from={panel.from} />}
          {panel.kind === "ticket" && <TicketPanel id={panel.id} />}
          {panel.kind === "record" && <RecordPanel id={panel.id} />}
          {panel.kind === "summary" && <SummaryPanel id={panel.id} />}
        </Later>
      </div>
    </section>
  );
}
