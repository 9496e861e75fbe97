import { CloseOutlined, DeleteOutlined } from "@ant-design/icons";
import type { FlowAction, TicketFlow } from "@cloverdesk/contracts";
import { Button, Checkbox, type InputRef, Select } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Selection } from "../../../../shared/flow-canvas/index.ts";
import { type Edit, NameRows, Row, SwitchRow } from "../../../../shared/flow-editor/index.ts";
import panel from "../../../../shared/flow-editor/panel/panel.module.css";
import { BY_LABEL } from "../../../../shared/ui/index.ts";
import { actionKey, changeAction, removeAction } from "../edit.ts";
import type { FlowWords } from "../useFlowWords.ts";
import css from "./panels.module.css";

const WHO = ["handler", "creator", "both"] as const satisfies FlowAction["who"][];

interface Props {
  flow: TicketFlow;
  action: FlowAction;
  /** Codes of the fields that the type's templates ask for. */
  formFields: readonly string[];
  words: FlowWords;
  readOnly: boolean;
  isNew: boolean;
  edit: Edit<TicketFlow>;
  onSelect(selected: Selection): void;
}

export function ActionPanel({ flow, action, formFields, words, readOnly, isNew, edit, onSelect }: Props) {
  const { t } = useTranslation();
  const first = useRef<InputRef>(null);
  const key = actionKey(action);
  useEffect(() => {
    if (isNew) first.current?.focus({ cursor: "all" });
  }, [isNew]);
  const set = (change: Partial<FlowAction>, step?: string) => edit((now) => changeAction(now, key, change), step);
  return (
    <section className={panel.panel} aria-label={t("ticketFlow.action.title")}>
      <h3>{t("ticketFlow.action.title")}</h3>
      <NameRows
        name={action.name}
        labels={{ zh: t("ticketFlow.action.nameZh"), en: t("ticketFlow.action.nameEn") }}
        readOnly={readOnly}
        first={first}
        onChange={(name) => set({ name }, `name ${key}`)}
      />
      <div className={panel.row}>
        <span>{t("ticketFlow.action.from")}</span>
        <Button className={css.from ?? ""} onClick={() => onSelect({ kind: "node", id: action.from })}>
          {words.node(action.from)}
        </Button>
      </div>
      <Row label={t("ticketFlow.action.to")}>
        {(id) => (
          <Select
            id={id}
            showSearch={BY_LABEL}
            value={action.to}
            disabled={readOnly}
            options={flow.nodes.map((each) => ({ value: each.code, label: words.nameOf("node", each) }))}
            onChange={(to) => set({ to })}
          />
        )}
      </Row>
      <Row label={t("ticketFlow.action.who")} hint={t("ticketFlow.action.whoHint")}>
        {(id) => (
          <Select
            id={id}
            value={action.who}
            disabled={readOnly}
            options={WHO.map((value) => ({ value, label: t(`ticketFlow.action.whoKinds.${value}`) }))}
            onChange={(who) => set({ who })}
          />
        )}
      </Row>
      <SwitchRow
        label={t("ticketFlow.action.primary")}
        hint={t("ticketFlow.action.primaryHint")}
        checked={action.primary}
        readOnly={readOnly}
        onChange={(primary) => set({ primary })}
      />
      <SwitchRow
        label={t("ticketFlow.action.note")}
        checked={action.noteRequired}
        readOnly={readOnly}
        onChange={(noteRequired) => set({ noteRequired })}
      />
      <FormFields action={action} formFields={formFields} words={words} readOnly={readOnly} onChange={(form) => set({ form })} />
      {!readOnly && (
        <Button
          danger
          icon={<DeleteOutlined aria-hidden="true" />}
          onClick={() => {
            edit((now) => removeAction(now, key));
            onSelect({ kind: "node", id: action.from });
          }}
        >
          {t("ticketFlow.action.remove")}
        </Button>
      )}
    </section>
  );
}

interface FormProps extends Pick<Props, "action" | "formFields" | "words" | "readOnly"> {
  onChange(form: FlowAction["form"]): void;
}

/** The fields asked for when the action is taken. */
function FormFields({ action, formFields, words, readOnly, onChange }: FormProps) {
  const { t } = useTranslation();
  const { form } = action;
  const free = formFields.filter((code) => !form.some((field) => field.code === code));
  return (
    <section className={panel.block} aria-label={t("ticketFlow.action.form")}>
      <header>
        <h4>{t("ticketFlow.action.form")}</h4>
      </header>
      <small>{t(form.length > 0 ? "ticketFlow.action.formHint" : "ticketFlow.action.formEmpty")}</small>
      <ul className={css.rights}>
        {form.map(({ code, required }) => (
          <li key={code} data-set="true">
            <span title={code}>{words.field(code)}</span>
            <Checkbox
              checked={required}
              disabled={readOnly}
              aria-label={`${words.field(code)}: ${t("ticketFlow.action.required")}`}
              onChange={({ target }) => onChange(form.map((field) => (field.code === code ? { code, required: target.checked } : field)))}
            >
              {t("ticketFlow.action.required")}
            </Checkbox>
            {!readOnly && (
              <Button
                type="text"
                size="small"
                aria-label={t("ticketFlow.action.dropField", { name: words.field(code) })}
                icon={<CloseOutlined aria-hidden="true" />}
                onClick={() => onChange(form.filter((field) => field.code !== code))}
              />
            )}
          </li>
        ))}
      </ul>
      {!readOnly && form.length < 30 && (
        <Select<string | null>
          aria-label={t("ticketFlow.action.addField")}
          placeholder={t("ticketFlow.action.addField")}
          value={null}
          showSearch={BY_LABEL}
          disabled={free.length === 0}
          options={free.map((value) => ({ value, label: words.field(value) }))}
          onChange={(code) => code && onChange([...form, { code, required: false }])}
        />
      )}
    </section>
  );
}
