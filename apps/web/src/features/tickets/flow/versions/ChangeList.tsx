import type { TicketFlow } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { type FlowChange, flowChanges } from "./changes.ts";
import css from "./versions.module.css";

/** What publishing changes for tickets, in sentences. */
export function ChangeList({ before, after }: { before: TicketFlow; after: TicketFlow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const changes = flowChanges(before, after);
  const name = (code: string): string => [...after.nodes, ...before.nodes].find((node) => node.code === code)?.name[language] || code;
  const sentence = (change: FlowChange): string => {
    const parts = "parts" in change ? change.parts.map((part) => t(`flow.changes.parts.${part}`)).join(t("flow.changes.join")) : "";
    switch (change.kind) {
      case "limit":
      case "hours":
        return t(`flow.changes.${change.kind}`);
      case "start":
      case "reopenTo":
        return t(`flow.changes.${change.kind}`, { name: name(change.node) });
      case "nodeAdded":
      case "nodeRemoved":
      case "nodeChanged":
        return t(`flow.changes.${change.kind}`, { name: change.node.name[language] || change.node.code, parts });
      default: {
        const { action } = change;
        const ends = { from: name(action.from), to: name(action.to) };
        return t(`flow.changes.${change.kind}`, { name: action.name[language] || action.code, ...ends, parts });
      }
    }
  };
  if (changes.length === 0) return <p className={css.soft}>{t("flow.publish.same")}</p>;
  return (
    <ul className={css.changes}>
      {changes.map((change) => (
        <li key={JSON.stringify(change)} data-kind={change.kind}>
          {sentence(change)}
        </li>
      ))}
    </ul>
  );
}
