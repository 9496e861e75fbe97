import type { MyAgent, Ticket } from "@cloverdesk/contracts";
import { continueWork, useMyAgent } from "../../../features/agents/index.ts";
import { useSelection } from "../../../features/calls/index.ts";
import { useCan, useMe } from "../../../features/identity/index.ts";
import { callOutForTicket } from "../../../features/tickets/index.ts";
import { Worklist } from "../../../features/tickets/worklist.ts";
import { CallOfTicket } from "../../tickets/Ticket.tsx";
import css from "./tickets.module.css";

/** Working an outbound list by hand. The call of a task has its controls in the strip above; the task stays where it is. */
export function Component() {
  const me = useMe();
  const agent = useMyAgent();
  const dials = useCan("calls.dial");
  const callsBack = useCan("callbacks.work");
  async function callOut(ticket: Ticket, number: string): Promise<void> {
    // Nothing is left to write about the last call: its wrap-up ends with the next one.
    await endWrapUp();
    const callId = await callOutForTicket(ticket, number);
    useSelection.setState({ id: callId, tab: "inService" });
  }
  async function endWrapUp(): Promise<void> {
    if (agent?.state === "wrap_up" && agent.can.continueWork) await continueWork();
  }
  const blocked = blockedBy(agent);
  return (
    <div className={css.ticket}>
      <Worklist
        key={me?.id}
        personId={me?.id ?? ""}
        blocked={blocked}
        callsBack={callsBack}
        onBeforeNext={endWrapUp}
        onCall={dials && blocked === null ? callOut : null}
        renderCall={(call) => <CallOfTicket call={call} />}
      />
    </div>
  );
}

function blockedBy(agent: MyAgent | undefined): "off_duty" | "in_call" | "summary" | null {
  switch (agent?.state) {
    case undefined:
    case "off_duty":
      return "off_duty";
    case "on_call":
    case "ringing":
      return "in_call";
    case "wrap_up":
      return agent.can.continueWork ? null : "summary";
    default:
      return null;
  }
}
