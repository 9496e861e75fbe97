import { type Bilingual, FLOW_FAULTS, type FlowFault, type FlowNode, type TicketFlow } from "@cloverdesk/contracts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import type { Setup } from "../setup/queries.ts";
import { findAction } from "./edit.ts";
import { dayMinutes, spanOf } from "./panels/spans.ts";

/** Names of the parts of a flow in the language of the page. */
export function useFlowWords(flow: TicketFlow, setup: Setup | undefined) {
  const { t } = useTranslation();
  const language = useLanguage();
  return useMemo(() => {
    const groups = new Map(setup?.groups.map(({ id, name }) => [id, name]));
    const people = new Map(setup?.people.map(({ id, name }) => [id, name]));
    const nameOf = (what: "node" | "action", { name }: { name: Bilingual }): string =>
      name[language].trim() || name[language === "zh" ? "en" : "zh"].trim() || t(`ticketFlow.${what}.unnamed`);
    const node = (code: string): string => {
      const found = flow.nodes.find((each) => each.code === code);
      return found ? nameOf("node", found) : code;
    };
    const span = (minutes: number): string => {
      const { amount, unit } = spanOf(minutes, dayMinutes(flow.hours));
      return t(`ticketFlow.limit.short.${unit}`, { n: amount });
    };
    const handler = ({ handler: to }: FlowNode): string => {
      if (to.kind === "skill_group") return groups.get(to.skillGroupId)?.[language] ?? t("ticketFlow.node.line.gone");
      if (to.kind === "person") return people.get(to.personId) ?? t("ticketFlow.node.line.gone");
      return t(`ticketFlow.node.handlers.${to.kind}`);
    };
    return {
      language,
      node,
      span,
      nameOf,
      action: (key: string): string => {
        const found = findAction(flow, key);
        return found ? nameOf("action", found) : key;
      },
      /** One line of meaning: who handles it, in what time. */
      line: (each: FlowNode): string =>
        each.kind === "end"
          ? t("ticketFlow.node.line.end")
          : [handler(each), each.limit && span(each.limit.minutes)].filter(Boolean).join(" · "),
      fault: ({ code }: FlowFault): string => FLOW_FAULTS[code][language],
      field: (code: string): string => setup?.fields.find((field) => field.code === code)?.name[language] ?? code,
    };
  }, [t, language, flow, setup]);
}
export type FlowWords = ReturnType<typeof useFlowWords>;
