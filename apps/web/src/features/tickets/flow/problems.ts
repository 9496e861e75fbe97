import type { FlowFault, TicketFlow } from "@cloverdesk/contracts";
import { isBlocking } from "@cloverdesk/rules/ticket-flow";
import type { Problem } from "../../../shared/flow-editor/index.ts";
import { actionKey, findAction } from "./edit.ts";
import type { FlowWords } from "./useFlowWords.ts";

/** The faults of a ticket flow as the editor lists them. */
export function problemsOf(flow: TicketFlow, faults: readonly FlowFault[], words: FlowWords): Problem[] {
  return faults.map((fault) => {
    const node = flow.nodes.some(({ code }) => code === fault.node) ? fault.node : null;
    const action = node !== null && fault.action !== null ? actionKey({ from: node, code: fault.action }) : null;
    return {
      key: `${fault.code} ${fault.node} ${fault.action}`,
      text: words.fault(fault),
      grave: isBlocking(fault),
      subject: node === null ? null : action === null ? words.node(node) : `${words.node(node)} › ${words.action(action)}`,
      place:
        action !== null && findAction(flow, action) ? { kind: "arrow", id: action } : node !== null ? { kind: "node", id: node } : null,
    };
  });
}
