import { CloseOutlined } from "@ant-design/icons";
import {
  RULE_ASSIGNMENTS,
  RULE_NOTIFIED,
  RULE_STEPS,
  type RuleNotified,
  type RuleStep,
  type RuleStepKind,
  type TicketField,
} from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { BY_LABEL } from "../../../shared/ui/index.ts";
import { FieldInput } from "../form/FieldInput.tsx";
import { useChoices } from "../search/filter/ValueInput.tsx";
import { setupQuery } from "../setup/queries.ts";
import css from "./automatic.module.css";
import { newStep } from "./rule-edit.ts";

interface Props {
  steps: readonly RuleStep[];
  fields: readonly TicketField[];
  /** By place: `steps.0`. */
  faults: Record<string, string>;
  onChange(steps: RuleStep[]): void;
}

const KINDS = Object.keys(RULE_STEPS) as RuleStepKind[];
const MOST = 10;

/** What is done, one step after the other. */
export function StepsEditor({ steps, fields, faults, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const put = (place: number, step: RuleStep | null) => onChange(steps.flatMap((old, i) => (i !== place ? [old] : step ? [step] : [])));
  return (
    <div className={css.part}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name of their own
        <fieldset key={i} className={css.step} aria-label={t("automation.nthStep", { n: i + 1 })}>
          <Select<RuleStepKind>
            aria-label={t("automation.step")}
            value={step.do}
            onChange={(kind) => put(i, newStep(kind))}
            options={KINDS.map((value) => ({ value, label: RULE_STEPS[value][language] }))}
          />
          <div className={css.stepInputs}>
            <StepInputs step={step} fields={fields} onChange={(next) => put(i, next)} />
            {faults[`steps.${i}`] && (
              <span className={css.error} role="alert">
                {t("automation.unfinished")}
              </span>
            )}
          </div>
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined aria-hidden="true" />}
            aria-label={t("automation.removeStep", { n: i + 1 })}
            onClick={() => put(i, null)}
          />
        </fieldset>
      ))}
      {faults.steps && (
        <span className={css.error} role="alert">
          {t("automation.noStep")}
        </span>
      )}
      {steps.length < MOST && (
        <div className={css.line}>
          <Select<RuleStepKind | null>
            aria-label={t("automation.addStep")}
            placeholder={t("automation.addStep")}
            style={{ width: 160 }}
            value={null}
            onChange={(kind) => kind && onChange([...steps, newStep(kind)])}
            options={KINDS.map((value) => ({ value, label: RULE_STEPS[value][language] }))}
          />
        </div>
      )}
    </div>
  );
}

interface StepProps<Step extends RuleStep = RuleStep> {
  step: Step;
  fields: readonly TicketField[];
  onChange(step: RuleStep): void;
}

function StepInputs({ step, fields, onChange }: StepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  switch (step.do) {
    case "assign":
      return <AssignInputs step={step} fields={fields} onChange={onChange} />;
    case "set":
      return <SetInputs step={step} fields={fields} onChange={onChange} />;
    case "move":
      return <MoveInputs step={step} fields={fields} onChange={onChange} />;
    case "comment":
      return (
        <Input.TextArea
          aria-label={t("automation.text")}
          autoSize={{ minRows: 2 }}
          maxLength={2_000}
          value={step.text}
          onChange={(event) => onChange({ ...step, text: event.target.value })}
        />
      );
    case "urge":
      return (
        <Input
          aria-label={t("automation.note")}
          placeholder={t("automation.noteHint")}
          maxLength={500}
          value={step.note}
          onChange={(event) => onChange({ ...step, note: event.target.value })}
        />
      );
    case "notify":
      return (
        <>
          <Select<RuleNotified[]>
            mode="multiple"
            aria-label={t("automation.whom")}
            showSearch={BY_LABEL}
            value={step.whom}
            onChange={(whom) => onChange({ ...step, whom })}
            options={(Object.keys(RULE_NOTIFIED) as RuleNotified[]).map((value) => ({ value, label: RULE_NOTIFIED[value][language] }))}
          />
          <Input
            aria-label={t("automation.text")}
            placeholder={t("automation.text")}
            maxLength={500}
            value={step.text}
            onChange={(event) => onChange({ ...step, text: event.target.value })}
          />
        </>
      );
  }
}

type Assign = Extract<RuleStep, { do: "assign" }>;
function AssignInputs({ step, onChange }: StepProps<Assign>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const { to } = step;
  const groupId = to.how === "person" ? "" : to.groupId;
  const how = (next: Assign["to"]["how"]): void =>
    onChange({ do: "assign", to: next === "person" ? { how: next, personId: "" } : { how: next, groupId } });
  return (
    <div className={css.line}>
      <Select<Assign["to"]["how"]>
        aria-label={t("automation.how")}
        style={{ width: 220 }}
        value={to.how}
        onChange={how}
        options={(Object.keys(RULE_ASSIGNMENTS) as Assign["to"]["how"][]).map((value) => ({
          value,
          label: RULE_ASSIGNMENTS[value][language],
        }))}
      />
      {to.how === "person" ? (
        <Select
          aria-label={t("automation.person")}
          placeholder={t("automation.person")}
          style={{ flex: 1, minWidth: 140 }}
          showSearch={BY_LABEL}
          value={to.personId || null}
          onChange={(personId) => onChange({ do: "assign", to: { how: "person", personId } })}
          options={(setup?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : (
        <Select
          aria-label={t("automation.group")}
          placeholder={t("automation.group")}
          style={{ flex: 1, minWidth: 140 }}
          showSearch={BY_LABEL}
          value={to.groupId || null}
          onChange={(chosen) => onChange({ do: "assign", to: { how: to.how, groupId: chosen } })}
          options={(setup?.groups ?? []).map(({ id, name }) => ({ value: id, label: name[language] }))}
        />
      )}
    </div>
  );
}

function SetInputs({ step, fields, onChange }: StepProps<Extract<RuleStep, { do: "set" }>>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const id = useId();
  const field = fields.find(({ code }) => code === step.code);
  return (
    <>
      <Select
        aria-label={t("automation.field")}
        showSearch={BY_LABEL}
        value={step.code}
        onChange={(code) => onChange({ do: "set", code, value: null })}
        options={fields
          .filter(({ kind, code }) => kind !== "attachment" && code !== "title")
          .map(({ code, name }) => ({ value: code, label: name[language] }))}
      />
      {field && (
        <>
          <label className="sr-only" htmlFor={id}>
            {t("automation.value")}
          </label>
          <FieldInput field={field} value={step.value} control={{ id }} onChange={(value) => onChange({ ...step, value })} />
        </>
      )}
    </>
  );
}

function MoveInputs({ step, onChange }: StepProps<Extract<RuleStep, { do: "move" }>>) {
  const { t } = useTranslation();
  const nodes = useChoices("node");
  return (
    <Select
      aria-label={t("automation.node")}
      placeholder={t("automation.node")}
      showSearch={BY_LABEL}
      value={step.node === "" ? null : `${step.typeId}/${step.node}`}
      onChange={(place) => {
        const [typeId = "", node = ""] = place.split("/");
        onChange({ do: "move", typeId, node });
      }}
      options={nodes}
    />
  );
}
