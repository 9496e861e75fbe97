import type { FlowFault, TicketFlow } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import type { Selection } from "../../../shared/flow-canvas/index.ts";
import { openQuery } from "../move/api.ts";
import { MovePart } from "../move/MovePart.tsx";
import type { Setup } from "../setup/queries.ts";
import { findAction } from "./edit.ts";
import { ProblemsPart } from "./ProblemsPart.tsx";
import { ActionPanel } from "./panels/ActionPanel.tsx";
import { type Edit, NodePanel } from "./panels/NodePanel.tsx";
import { WholePanel } from "./panels/WholePanel.tsx";
import css from "./side.module.css";
import type { FlowWords } from "./useFlowWords.ts";
import { PublishPart } from "./versions/PublishPart.tsx";
import { VersionsPart } from "./versions/VersionsPart.tsx";

export type SideTab = "properties" | "versions" | "tickets" | "publish";

interface Props {
  tab: SideTab;
  onTab(tab: SideTab): void;
  setup: Setup;
  type: Setup["types"][number];
  flow: TicketFlow;
  faults: readonly FlowFault[];
  words: FlowWords;
  selected: Selection;
  /** Code of what was made last, whose name waits to be written. */
  fresh: string | null;
  readOnly: boolean;
  shownVersion: number | null;
  nextVersion: number;
  edit: Edit;
  onSelect(selected: Selection): void;
  onConnect(from: string, to: string): void;
  onView(version: number): void;
  onPublish(): Promise<void>;
}

/** Beside the canvas: what is chosen, the versions, the open tickets; below, always in sight, what is wrong. */
export function SidePanel(props: Props) {
  const { t } = useTranslation();
  const { tab, onTab, type, flow, faults, words, readOnly, onSelect } = props;
  const waiting = useQuery(openQuery(type.id)).data?.items.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const tabs = (["properties", "versions", "tickets"] as const).map((key) => ({
    key,
    label:
      key === "tickets" ? (
        <span className={css.tab}>
          {t("flow.side.tickets")} {waiting > 0 && <span className={css.pill}>{waiting}</span>}
        </span>
      ) : (
        t(`flow.side.${key}`)
      ),
  }));
  return (
    <aside className={css.side} aria-label={t("flow.side.label")}>
      {tab !== "publish" && <Tabs size="small" activeKey={tab} items={tabs} onChange={(key) => onTab(key as SideTab)} />}
      <div className={css.part}>
        {tab === "properties" && <Chosen {...props} />}
        {tab === "versions" && (
          <VersionsPart typeId={type.id} inForce={type.flowVersion} shown={props.shownVersion} onView={props.onView} />
        )}
        {tab === "tickets" && <MovePart typeId={type.id} />}
        {tab === "publish" && (
          <PublishPart
            typeId={type.id}
            version={props.nextVersion}
            inForce={type.flowVersion}
            flow={flow}
            faults={faults}
            onPublish={props.onPublish}
            onCancel={() => onTab("properties")}
          />
        )}
      </div>
      {!readOnly && <ProblemsPart flow={flow} faults={faults} words={words} onSelect={onSelect} />}
    </aside>
  );
}

function Chosen({ selected, fresh, setup, type, flow, words, readOnly, edit, onSelect, onConnect }: Props) {
  const own = setup.templates.filter(({ typeId }) => typeId === type.id).flatMap(({ fields }) => fields.map(({ code }) => code));
  const system = setup.fields.filter(({ origin }) => origin === "system").map(({ code }) => code);
  const formFields = [...new Set([...system, ...own])];
  const shared = { flow, words, readOnly, edit, onSelect, formFields };
  if (selected?.kind === "node") {
    const node = flow.nodes.find(({ code }) => code === selected.id);
    if (node) return <NodePanel key={node.code} {...shared} node={node} setup={setup} onConnect={onConnect} isNew={fresh === node.code} />;
  }
  if (selected?.kind === "arrow") {
    const action = findAction(flow, selected.id);
    if (action) return <ActionPanel key={selected.id} {...shared} action={action} isNew={fresh === action.code} />;
  }
  return <WholePanel flow={flow} words={words} readOnly={readOnly} edit={edit} />;
}
