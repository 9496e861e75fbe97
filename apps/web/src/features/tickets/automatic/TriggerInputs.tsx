import {
  businessResult,
  CALL_RESULTS,
  type CallResult,
  RULE_TRIGGERS,
  type RuleTrigger,
  type RuleTriggerKind,
  type TicketField,
} from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { BY_LABEL } from "../../../shared/ui/index.ts";
import { NumberInput } from "../../../shared/ui/NumberInput.tsx";
import { useChoices } from "../search/filter/ValueInput.tsx";
import { setupQuery } from "../setup/queries.ts";
import css from "./automatic.module.css";
import { newTrigger } from "./rule-edit.ts";
import { useRuleWords } from "./useRuleWords.ts";

interface Props {
  trigger: RuleTrigger;
  onChange(trigger: RuleTrigger): void;
}

/** How a call out that was not answered may end. */
const OUTBOUND_RESULTS: CallResult[] = [
  "answered",
  "no_answer",
  "busy",
  "refused",
  "unreachable",
  "invalid_number",
  "congestion",
  "cancelled",
  "failed",
];
const KINDS = Object.keys(RULE_TRIGGERS) as RuleTriggerKind[];

/** What the task waits for. */
export function TriggerInputs({ trigger, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={css.line}>
      <Select<RuleTriggerKind>
        aria-label={t("automation.when")}
        style={{ width: 200 }}
        value={trigger.on}
        onChange={(on) => onChange(newTrigger(on))}
        options={KINDS.map((value) => ({ value, label: RULE_TRIGGERS[value][language] }))}
      />
      <Details trigger={trigger} onChange={onChange} />
    </div>
  );
}

function Details({ trigger, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nodes = useChoices("node");
  switch (trigger.on) {
    case "moved":
      return (
        <Select
          mode="multiple"
          aria-label={t("automation.nodes")}
          placeholder={t("automation.anyNode")}
          style={{ flex: 1, minWidth: 240 }}
          showSearch={BY_LABEL}
          value={trigger.nodes}
          onChange={(chosen) => onChange({ ...trigger, nodes: chosen })}
          options={nodes}
        />
      );
    case "changed":
      return <ChangedInputs trigger={trigger} onChange={onChange} />;
    case "called":
      return (
        <>
          <Select<CallResult[]>
            mode="multiple"
            aria-label={t("automation.results")}
            style={{ flex: 1, minWidth: 240 }}
            showSearch={BY_LABEL}
            value={trigger.results}
            onChange={(results) => onChange({ ...trigger, results })}
            options={OUTBOUND_RESULTS.map((value) => ({ value, label: CALL_RESULTS[value][language] }))}
          />
          <NumberInput
            aria-label={t("automation.times")}
            suffix={t("automation.timesInARow")}
            style={{ width: 140 }}
            min={1}
            max={20}
            precision={0}
            value={trigger.times}
            onChange={(times) => onChange({ ...trigger, times: Number(times ?? 1) })}
          />
        </>
      );
    case "summarized":
      return (
        <Select
          mode="multiple"
          aria-label={t("automation.businessResults")}
          style={{ flex: 1, minWidth: 240 }}
          showSearch={BY_LABEL}
          value={trigger.results}
          onChange={(results) => onChange({ ...trigger, results })}
          options={businessResult.options.map((value) => ({ value, label: t(`calls.summary.results.${value}`) }))}
        />
      );
    case "due":
    case "idle":
      return (
        <NumberInput
          aria-label={t("automation.hours")}
          suffix={t("automation.hoursUnit")}
          style={{ width: 140 }}
          min={1}
          max={trigger.on === "due" ? 720 : 2_160}
          precision={0}
          value={trigger.hours}
          onChange={(hours) => onChange({ ...trigger, hours: Number(hours ?? 1) })}
        />
      );
    default:
      return null;
  }
}

const PLACES = ["handler", "group", "category", "customer"] as const;
/** Kinds whose values are chosen from a list, so that a change from one to another can be asked for. */
const CHOSEN = new Set<TicketField["kind"]>(["select", "multi_select", "switch"]);

function ChangedInputs({ trigger, onChange }: { trigger: Extract<RuleTrigger, { on: "changed" }>; onChange(trigger: RuleTrigger): void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useRuleWords();
  const { data: setup } = useQuery(setupQuery);
  const fields = (setup?.fields ?? []).filter(({ kind }) => kind !== "attachment");
  const isPriority = trigger.code === "priority";
  const priorities = useChoices("priority");
  const own = useChoices(`f:${trigger.code}`);
  const isGroup = trigger.code === "group";
  const groups = useChoices("group");
  const field = fields.find(({ code }) => code === trigger.code);
  const switches = [
    { value: "true", label: t("tickets.yes") },
    { value: "false", label: t("tickets.no") },
  ];
  const choices = isPriority ? priorities : isGroup ? groups : field?.kind === "switch" ? switches : own;
  const asksValues = isPriority || isGroup || (field !== undefined && CHOSEN.has(field.kind));
  const values = (end: "from" | "to") => (
    <Select
      mode="multiple"
      aria-label={t(`automation.${end}`)}
      placeholder={t(`automation.any${end === "from" ? "From" : "To"}`)}
      style={{ flex: 1, minWidth: 150 }}
      showSearch={BY_LABEL}
      value={trigger[end]}
      onChange={(list) => onChange({ ...trigger, [end]: list })}
      options={choices}
    />
  );
  return (
    <>
      <Select
        aria-label={t("automation.field")}
        style={{ width: 160 }}
        showSearch={BY_LABEL}
        value={trigger.code as string}
        onChange={(code) => onChange({ on: "changed", code, from: [], to: [] })}
        options={[
          ...PLACES.map((value) => ({ value: value as string, label: words.field(value) })),
          ...fields.map(({ code, name }) => ({ value: code, label: name[language] })),
        ]}
      />
      {asksValues && values("from")}
      {asksValues && values("to")}
    </>
  );
}
