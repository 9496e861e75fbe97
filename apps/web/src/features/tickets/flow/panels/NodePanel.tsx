import { DeleteOutlined } from "@ant-design/icons";
import type { FlowNode, TicketFlow } from "@cloverdesk/contracts";
import { Button, type InputRef, Select } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Selection } from "../../../../shared/flow-canvas/index.ts";
import type { Setup } from "../../setup/queries.ts";
import { changeNode, removeNode, setRights } from "../edit.ts";
import type { FlowWords } from "../useFlowWords.ts";
import { FieldRights } from "./FieldRights.tsx";
import { HandlerRows } from "./HandlerRows.tsx";
import { LimitRow } from "./LimitRow.tsx";
import { NameRows } from "./NameRows.tsx";
import { NodeActions } from "./NodeActions.tsx";
import css from "./panels.module.css";
import { Row } from "./Row.tsx";
import { SwitchRow } from "./SwitchRow.tsx";
import { dayMinutes } from "./spans.ts";

/** How the editor is changed: a step of the same name as the one before is undone together with it. */
export type Edit = (change: (flow: TicketFlow) => TicketFlow, step?: string) => void;

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
  edit: Edit;
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
    <section className={css.panel} aria-label={t(works ? "flow.node.title" : "flow.node.endTitle")}>
      <h3>{t(works ? "flow.node.title" : "flow.node.endTitle")}</h3>
      <NameRows
        name={node.name}
        labels={{ zh: t("flow.node.nameZh"), en: t("flow.node.nameEn") }}
        readOnly={readOnly}
        first={first}
        onChange={(name) => set({ name }, `name ${code}`)}
      />
      {works ? (
        <>
          <SwitchRow
            label={t("flow.node.start")}
            checked={flow.start === code}
            readOnly={readOnly || flow.start === code}
            onChange={() => edit((now) => ({ ...now, start: code }))}
          />
          <SwitchRow
            label={t("flow.node.reopen")}
            checked={flow.reopenTo === code}
            readOnly={readOnly || flow.reopenTo === code}
            onChange={() => edit((now) => ({ ...now, reopenTo: code }))}
          />
          <HandlerRows handler={node.handler} setup={setup} readOnly={readOnly} onChange={(handler) => set({ handler })} />
          <NodeActions flow={flow} node={node} words={words} readOnly={readOnly} onSelect={onSelect} onConnect={onConnect} />
          <SwitchRow label={t("flow.node.callOut")} checked={node.callOut} readOnly={readOnly} onChange={(callOut) => set({ callOut })} />
          <SwitchRow
            label={t("flow.node.pauses")}
            hint={t("flow.node.pausesHint")}
            checked={node.pausesTime}
            readOnly={readOnly}
            onChange={(pausesTime) => set({ pausesTime })}
          />
          <LimitRow
            label={t("flow.node.limit")}
            limit={node.limit}
            day={dayMinutes(flow.hours)}
            readOnly={readOnly}
            onChange={(limit) => set(limit ? { limit } : { limit, whenOverdue: null }, `limit ${code}`)}
          />
          {(node.limit || node.whenOverdue !== null) && (
            <Row label={t("flow.node.overdue")} hint={node.whenOverdue !== null && t("flow.node.overdueHint")}>
              {(id) => (
                <Select
                  id={id}
                  value={node.whenOverdue ?? ""}
                  disabled={readOnly}
                  options={[
                    { value: "", label: t("flow.node.overdueNothing") },
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
        <p className={css.soft}>{t("flow.node.ends")}</p>
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
          {t(works ? "flow.node.remove" : "flow.node.removeEnd")}
        </Button>
      )}
    </section>
  );
}
