import { DeleteOutlined } from "@ant-design/icons";
import type { FlowNode, TicketFlow } from "@cloverdesk/contracts";
import { Button, type InputRef, Select } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Selection } from "../../../../shared/flow-canvas/index.ts";
import { type Edit, NameRows, Row, SwitchRow } from "../../../../shared/flow-editor/index.ts";
import panel from "../../../../shared/flow-editor/panel/panel.module.css";
import type { Setup } from "../../setup/queries.ts";
import { changeNode, removeNode, setRights } from "../edit.ts";
import type { FlowWords } from "../useFlowWords.ts";
import { FieldRights } from "./FieldRights.tsx";
import { HandlerRows } from "./HandlerRows.tsx";
import { LimitRow } from "./LimitRow.tsx";
import { NodeActions } from "./NodeActions.tsx";
import { dayMinutes } from "./spans.ts";

interface Props {
  flow: TicketFlow;
  node: FlowNode;
  /** Codes of the fields that the type's templates ask for. */
  formFields: readonly string[];
  setup: Setup | undefined;
  words: FlowWords;
  readOnly: boolean;
  /** It has just been made: its name is waiting to be written. */
  isNew: boolean;
  edit: Edit<TicketFlow>;
  onSelect(selected: Selection): void;
  onConnect(from: string, to: string): void;
}

export function NodePanel({ flow, node, formFields, setup, words, readOnly, isNew, edit, onSelect, onConnect }: Props) {
  const { t } = useTranslation();
  const first = useRef<InputRef>(null);
  const { code } = node;
  useEffect(() => {
    if (isNew) first.current?.focus({ cursor: "all" });
  }, [isNew]);
  const set = (change: Partial<FlowNode>, step?: string) => edit((now) => changeNode(now, code, change), step);
  const works = node.kind === "work";
  const fields = [...new Set([...formFields, ...Object.keys(node.fields)])].map((each) => ({ code: each, name: words.field(each) }));
  return (
    <section className={panel.panel} aria-label={t(works ? "ticketFlow.node.title" : "ticketFlow.node.endTitle")}>
      <h3>{t(works ? "ticketFlow.node.title" : "ticketFlow.node.endTitle")}</h3>
      <NameRows
        name={node.name}
        labels={{ zh: t("ticketFlow.node.nameZh"), en: t("ticketFlow.node.nameEn") }}
        readOnly={readOnly}
        first={first}
        onChange={(name) => set({ name }, `name ${code}`)}
      />
      {works ? (
        <>
          <SwitchRow
            label={t("ticketFlow.node.start")}
            checked={flow.start === code}
            readOnly={readOnly || flow.start === code}
            onChange={() => edit((now) => ({ ...now, start: code }))}
          />
          <SwitchRow
            label={t("ticketFlow.node.reopen")}
            checked={flow.reopenTo === code}
            readOnly={readOnly || flow.reopenTo === code}
            onChange={() => edit((now) => ({ ...now, reopenTo: code }))}
          />
          <HandlerRows handler={node.handler} setup={setup} readOnly={readOnly} onChange={(handler) => set({ handler })} />
          <NodeActions flow={flow} node={node} words={words} readOnly={readOnly} onSelect={onSelect} onConnect={onConnect} />
          <SwitchRow
            label={t("ticketFlow.node.callOut")}
            checked={node.callOut}
            readOnly={readOnly}
            onChange={(callOut) => set({ callOut })}
          />
          <SwitchRow
            label={t("ticketFlow.node.pauses")}
            hint={t("ticketFlow.node.pausesHint")}
            checked={node.pausesTime}
            readOnly={readOnly}
            onChange={(pausesTime) => set({ pausesTime })}
          />
          <LimitRow
            label={t("ticketFlow.node.limit")}
            limit={node.limit}
            day={dayMinutes(flow.hours)}
            readOnly={readOnly}
            onChange={(limit) => set(limit ? { limit } : { limit, whenOverdue: null }, `limit ${code}`)}
          />
          {(node.limit || node.whenOverdue !== null) && (
            <Row label={t("ticketFlow.node.overdue")} hint={node.whenOverdue !== null && t("ticketFlow.node.overdueHint")}>
              {(id) => (
                <Select
                  id={id}
                  value={node.whenOverdue ?? ""}
                  disabled={readOnly}
                  options={[
                    { value: "", label: t("ticketFlow.node.overdueNothing") },
                    ...flow.actions
                      .filter((action) => action.from === code)
                      .map((action) => ({ value: action.code, label: action.name[words.language] || action.code })),
                  ]}
                  onChange={(action) => set({ whenOverdue: action || null })}
                />
              )}
            </Row>
          )}
          <FieldRights
            node={node}
            fields={fields}
            readOnly={readOnly}
            onChange={(changed, right) => edit((now) => setRights(now, code, changed, right))}
          />
        </>
      ) : (
        <p className={panel.soft}>{t("ticketFlow.node.ends")}</p>
      )}
      {!readOnly && (
        <Button
          danger
          icon={<DeleteOutlined aria-hidden="true" />}
          disabled={flow.nodes.length === 1}
          onClick={() => {
            edit((now) => removeNode(now, code));
            onSelect(null);
          }}
        >
          {t(works ? "ticketFlow.node.remove" : "ticketFlow.node.removeEnd")}
        </Button>
      )}
    </section>
  );
}
