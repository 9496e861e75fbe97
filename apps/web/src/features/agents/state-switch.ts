import type { AskableState, MyAgent } from "@cloverdesk/contracts";

type Shown = Pick<MyAgent, "state" | "next" | "can">;

/** Whether what is asked for now comes only after the call and its wrap-up. */
export const isBusy = ({ state }: Pick<MyAgent, "state">): boolean => state === "ringing" || state === "on_call" || state === "wrap_up";

/** The state that stands as chosen: the present one, or during a call what was asked to come next. */
export function chosenState({ state, next }: Shown): AskableState | null {
  if (next) return next.state;
  return state === "ringing" || state === "on_call" || state === "wrap_up" ? null : state;
}

/** The states in their order, with what the server allows now. The one that stands cannot be chosen again, except a break with another reason. */
export function switchStates(agent: Shown): { state: AskableState; possible: boolean }[] {
  const { can } = agent;
  return [
    { state: "ready", possible: can.goOnDuty },
    { state: "outbound_only", possible: can.goOutboundOnly },
    { state: "on_break", possible: can.takeBreak },
    { state: "off_duty", possible: can.goOffDuty },
  ];
}
