import { CheckCircleFilled, ExclamationCircleFilled, WarningFilled } from "@ant-design/icons";
import type { FlowFault, TicketFlow } from "@cloverdesk/contracts";
import { isBlocking } from "@cloverdesk/rules/ticket-flow";
import { useTranslation } from "react-i18next";
import type { Selection } from "../../../shared/flow-canvas/index.ts";
import { actionKey } from "./edit.ts";
import css from "./side.module.css";
import type { FlowWords } from "./useFlowWords.ts";

interface Props {
  flow: TicketFlow;
  faults: readonly FlowFault[];
  words: FlowWords;
  onSelect(selected: Selection): void;
}

/** Everything that is wrong with the flow; each leads to where it can be repaired. */
export function ProblemsPart({ flow, faults, words, onSelect }: Props) {
  const { t } = useTranslation();
  const sorted = [...faults].sort((a, b) => Number(isBlocking(b)) - Number(isBlocking(a)));
  const isNode = (code: string | null) => flow.nodes.some((node) => node.code === code);
  const placeOf = ({ node, action }: FlowFault): Selection => {
    if (node && action && flow.actions.some((each) => each.from === node && each.code === action))
      return { kind: "arrow", id: actionKey({ from: node, code: action }) };
    return node && isNode(node) ? { kind: "node", id: node } : null;
  };
  const subject = ({ node, action }: FlowFault): string => {
    if (node && action && isNode(node)) return `${words.node(node)} › ${words.action(actionKey({ from: node, code: action }))}`;
    return node && isNode(node) ? words.node(node) : t("flow.problems.whole");
  };
  return (
    <section className={css.problems} aria-label={t("flow.problems.title")}>
      <h3>
        {t("flow.problems.title")} <span className={css.count}>{faults.length}</span>
      </h3>
      {faults.length === 0 && (
        <p className={css.fine}>
          <CheckCircleFilled aria-hidden="true" /> {t("flow.problems.none")}
        </p>
      )}
      <ul>
        {sorted.map((fault) => (
          <li key={`${fault.code} ${fault.node} ${fault.action}`}>
            <button type="button" onClick={() => onSelect(placeOf(fault))}>
              {isBlocking(fault) ? (
                <ExclamationCircleFilled className={css.grave ?? ""} aria-hidden="true" />
              ) : (
                <WarningFilled className={css.light ?? ""} aria-hidden="true" />
              )}
              <span>
                <strong>{subject(fault)}</strong> {words.fault(fault)}
                {!isBlocking(fault) && <em> ({t("flow.problems.hint")})</em>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
