import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { type Bilingual, RULE_STEPS, type RuleVerdict, type TakenStep, type TicketChange } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { valueText } from "../form/text.ts";
import { useNames } from "../form/useNames.ts";
import { useChoices } from "../search/filter/ValueInput.tsx";
import { setupQuery } from "../setup/queries.ts";
import css from "./automatic.module.css";
import { useRuleWords } from "./useRuleWords.ts";

type ById = Record<string, Bilingual>;

/** Every condition with what was seen, and whether it held. */
export function Verdicts({ verdicts, names }: { verdicts: readonly RuleVerdict[]; names: ById }) {
  return (
    <ul className={css.list}>
      {verdicts.map((verdict, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
        <VerdictLine key={i} verdict={verdict} names={names} />
      ))}
    </ul>
  );
}

function VerdictLine({ verdict: { condition, seen, holds }, names }: { verdict: RuleVerdict; names: ById }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const choices = useChoices(condition.field);
  const own = setup?.fields.find(({ code }) => `f:${code}` === condition.field);
  const column = condition.field.startsWith("f:") ? null : (condition.field as Exclude<typeof condition.field, `f:${string}`>);
  const label = (value: unknown): string =>
    choices.find((each) => each.value === String(value))?.label ?? names[String(value)]?.[language] ?? String(value);
  const wanted = condition.values.map(label).join(t("automation.or"));
  const had = seen === null ? t("tickets.none") : [seen].flat().map(label).join(", ");
  return (
    <li>
      {holds ? (
        <CheckOutlined aria-label={t("automation.holds")} />
      ) : (
        <CloseOutlined className={css.error} aria-label={t("automation.holdsNot")} />
      )}{" "}
      {own?.name[language] ?? (column ? t(`tickets.search.columns.${column}`) : condition.field)} {t(`tickets.search.ops.${condition.op}`)}{" "}
      {wanted}
      <span className={css.soft}> · {t("automation.seen", { value: had })}</span>
    </li>
  );
}

/** Every step with what it changed, or why it could not be taken. */
export function Steps({ steps, names }: { steps: readonly TakenStep[]; names: ById }) {
  const language = useLanguage();
  return (
    <ul className={css.list}>
      {steps.map(({ do: what, changes, refused }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name of their own
        <li key={i}>
          {RULE_STEPS[what][language]}
          {refused && <span className={css.error}> · {refused.title[language]}</span>}
          {changes.map((change) => (
            <Change key={change.code} change={change} names={names} />
          ))}
        </li>
      ))}
    </ul>
  );
}

const OWN = ["state", "node", "group", "handler"] as const;
const isOwn = (code: string): code is (typeof OWN)[number] => (OWN as readonly string[]).includes(code);

function Change({ change: { code, before, after }, names: byId }: { change: TicketChange; names: ById }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const words = useRuleWords();
  const { data: setup } = useQuery(setupQuery);
  const field = setup?.fields.find((each) => each.code === code);
  const text = (value: TicketChange["before"]): string => {
    if (typeof value === "string" && byId[value]) return byId[value][language];
    if (code === "state" && (value === "open" || value === "finished" || value === "merged")) return t(`tickets.states.${value}`);
    if (code === "node") return setup?.nodes.find((each) => each.code === value)?.name[language] ?? String(value);
    return valueText(field, value, names) || t("tickets.none");
  };
  return (
    <span className={css.soft}>
      {" "}
      · {isOwn(code) ? t(`tickets.track.codes.${code}`) : words.field(code)}: {text(before)} → {text(after)}
    </span>
  );
}
