import { ArrowRightOutlined, PlusOutlined } from "@ant-design/icons";
import type { FlowNode, TicketFlow } from "@cloverdesk/contracts";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Selection } from "../../../../shared/flow-canvas/index.ts";
import panel from "../../../../shared/flow-editor/panel/panel.module.css";
import { BY_LABEL } from "../../../../shared/ui/index.ts";
import { actionKey } from "../edit.ts";
import type { FlowWords } from "../useFlowWords.ts";
import css from "./panels.module.css";

interface Props {
  flow: TicketFlow;
  node: FlowNode;
  words: FlowWords;
  readOnly: boolean;
  onSelect(selected: Selection): void;
  onConnect(from: string, to: string): void;
}

/** The actions that lead out of a node, and a new one without drawing an arrow. */
export function NodeActions({ flow, node, words, readOnly, onSelect, onConnect }: Props) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const actions = flow.actions.filter((action) => action.from === node.code);
  return (
    <section className={panel.block} aria-label={t("ticketFlow.node.actions")}>
      <header>
        <h4>{t("ticketFlow.node.actions")}</h4>
        {!readOnly && (
          <Button
            size="small"
            type="link"
            icon={<PlusOutlined aria-hidden="true" />}
            aria-expanded={adding}
            onClick={() => setAdding(!adding)}
          >
            {t("ticketFlow.node.addAction")}
          </Button>
        )}
      </header>
      {adding && (
        <Select
          autoFocus
          defaultOpen
          aria-label={t("ticketFlow.node.leadsTo")}
          placeholder={t("ticketFlow.node.leadsTo")}
          showSearch={BY_LABEL}
          options={flow.nodes.map((each) => ({ value: each.code, label: words.nameOf("node", each) }))}
          onChange={(to: string) => onConnect(node.code, to)}
        />
      )}
      {actions.length === 0 && !adding && <p className={panel.soft}>{t("ticketFlow.node.noActions")}</p>}
      <ul className={css.links}>
        {actions.map((action) => (
          <li key={actionKey(action)}>
            <Button type="text" size="small" onClick={() => onSelect({ kind: "arrow", id: actionKey(action) })}>
              <strong>{words.nameOf("action", action)}</strong>
              <span>
                <ArrowRightOutlined aria-hidden="true" /> {words.node(action.to)}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
