import type { MyAgent } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { chosenState, isBusy, switchStates } from "./state-switch.ts";

const can: MyAgent["can"] = { goOnDuty: true, takeBreak: true, goOffDuty: false, goOutboundOnly: true, continueWork: false, dial: true };

describe("the switch of the agent's state", () => {
  it("shows the present state as chosen, and offers what the server allows", () => {
    const agent = { state: "off_duty", next: null, can } as const;
    expect(isBusy(agent.state)).toBe(false);
    expect(chosenState(agent)).toBe("off_duty");
    expect(
      switchStates(agent)
        .filter(({ possible }) => possible)
        .map(({ state }) => state),
    ).toEqual(["ready", "outbound_only", "on_break"]);
  });

  it("during a call and in wrap-up shows what comes next, if anything was asked for", () => {
    for (const state of ["ringing", "on_call", "wrap_up"] as const) {
      expect(isBusy(state)).toBe(true);
      expect(chosenState({ state, next: null, can })).toBeNull();
      expect(chosenState({ state, next: { state: "on_break", breakReason: "meal" }, can })).toBe("on_break");
    }
  });
});
