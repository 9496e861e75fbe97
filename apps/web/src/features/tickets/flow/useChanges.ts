import type { TicketFlow } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import type { Change } from "../../../shared/flow-editor/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { type FlowChange, flowChanges } from "./changes.ts";

/** Says what publishing changes for tickets, in sentences. */
export function useChanges(): (before: TicketFlow, after: TicketFlow) => Change[] {
  const { t } = useTranslation();
  const language = useLanguage();
  return (before, after) => {
    const name = (code: string): string => [...after.nodes, ...before.nodes].find((node) => node.code === code)?.name[language] || code;
    const partsOf = (change: FlowChange): string =>
      "parts" in change ? change.parts.map((part) => t(`ticketFlow.changes.parts.${part}`)).join(t("ticketFlow.changes.join")) : "";
    const sentence = (change: FlowChange): string => {
      switch (change.what) {
        case "limit":
        case "hours":
          return t(`ticketFlow.changes.${change.what}`);
        case "start":
        case "reopenTo":
          return t(`ticketFlow.changes.${change.what}`, { name: name(change.node) });
        default: {
          const { item } = change;
          const ends = "from" in item ? { from: name(item.from), to: name(item.to) } : {};
          const words = { name: item.name[language] || item.code, parts: partsOf(change), ...ends };
          return t(`ticketFlow.changes.${change.what}.${change.kind}`, words);
        }
      }
    };
    return flowChanges(before, after).map((change) => ({
      key: JSON.stringify(change),
      sort: "kind" in change ? change.kind : "changed",
      text: sentence(change),
    }));
  };
}
