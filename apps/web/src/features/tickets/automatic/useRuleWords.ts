import {
  CALL_RESULTS,
  RULE_ASSIGNMENTS,
  RULE_NOTIFIED,
  RULE_STEPS,
  RULE_TRIGGERS,
  type RuleStep,
  type RuleTrigger,
} from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { valueText } from "../form/text.ts";
import { useNames } from "../form/useNames.ts";
import { setupQuery } from "../setup/queries.ts";

/** A rule in sentences. */
export function useRuleWords() {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const { data: setup } = useQuery(setupQuery);
  const or = t("automation.or");
  const group = (id: string): string => setup?.groups.find((each) => each.id === id)?.name[language] ?? t("automation.gone");
  const person = (id: string): string => names.person(id) ?? t("automation.gone");
  const field = (code: string): string =>
    code === "handler" || code === "group" || code === "category" || code === "customer"
      ? t(`tickets.track.codes.${code}`)
      : (setup?.fields.find((each) => each.code === code)?.name[language] ?? code);
  const node = (typeId: string, code: string): string => {
    const type = setup?.types.find(({ id }) => id === typeId)?.name[language];
    const found = setup?.nodes.find((each) => each.typeId === typeId && each.code === code)?.name[language];
    return type && found ? `${type} › ${found}` : t("automation.gone");
  };
  const place = (text: string): string => {
    const [typeId = "", code = ""] = text.split("/");
    return node(typeId, code);
  };

  function trigger(given: RuleTrigger): string {
    switch (given.on) {
      case "moved":
        return given.nodes.length === 0
          ? RULE_TRIGGERS.moved[language]
          : t("automation.sentence.moved", { nodes: given.nodes.map(place).join(or) });
      case "changed": {
        const known = setup?.fields.find(({ code }) => code === given.code);
        const values = (list: string[]) => list.map((value) => valueText(known, value, names) || value).join(or);
        const name = field(given.code);
        if (given.from.length > 0 && given.to.length > 0)
          return t("automation.sentence.changedFromTo", { name, from: values(given.from), to: values(given.to) });
        if (given.to.length > 0) return t("automation.sentence.changedTo", { name, to: values(given.to) });
        if (given.from.length > 0) return t("automation.sentence.changedFrom", { name, from: values(given.from) });
        return t("automation.sentence.changed", { name });
      }
      case "called": {
        const results = given.results.map((result) => CALL_RESULTS[result][language]).join(or);
        return t(given.times > 1 ? "automation.sentence.calledTimes" : "automation.sentence.called", { results, count: given.times });
      }
      case "summarized":
        return t("automation.sentence.summarized", { results: given.results.map((each) => t(`calls.summary.results.${each}`)).join(or) });
      case "due":
      case "idle":
        return t(`automation.sentence.${given.on}`, { count: given.hours });
      default:
        return RULE_TRIGGERS[given.on][language];
    }
  }

  function step(given: RuleStep): string {
    switch (given.do) {
      case "assign": {
        const how = RULE_ASSIGNMENTS[given.to.how][language];
        const whom = given.to.how === "person" ? person(given.to.personId) : group(given.to.groupId);
        return t("automation.sentence.assign", { how, whom });
      }
      case "set": {
        const known = setup?.fields.find(({ code }) => code === given.code);
        return t("automation.sentence.set", { name: field(given.code), value: valueText(known, given.value, names) || t("tickets.none") });
      }
      case "move":
        return t("automation.sentence.move", { node: node(given.typeId, given.node) });
      case "notify":
        return t("automation.sentence.notify", { whom: given.whom.map((each) => RULE_NOTIFIED[each][language]).join(t("automation.and")) });
      default:
        return RULE_STEPS[given.do][language];
    }
  }
  return { trigger, step, field };
}
