import type { AskableState, MyAgent } from "@cloverdesk/contracts";

type Shown = Pick<MyAgent, "state" | "next" | "can">;

/** In these states what is asked for comes only after the call and its wrap-up. */
export const isBusy = (state: MyAgent["state"]): state is "ringing" | "on_call" | "wrap_up" =>
  state === "ringing" || state === "on_call" || state === "wrap_up";

/** The state that stands as chosen: the present one, or during a call what was asked to come next. */
export function chosenState({ state, next }: Shown): AskableState | null {
  if (next) return next.state;
  return isBusy(state) ? null : state;
}

/** The states in their order, each with whether the server allows it now. */
export function switchStates(agent: Shown): { state: AskableState; possible: boolean }[] {
  const { can } = agent;
  return [
    { state: "ready", possible: can.goOnDuty },
    { state: "outbound_only", possible: can.goOutboundOnly },
    { state: "on_break", possible: can.takeBreak },
    { state: "off_duty", possible: can.goOffDuty },
  ];
}
