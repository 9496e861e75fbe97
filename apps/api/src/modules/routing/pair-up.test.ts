import { describe, expect, it } from "vitest";
import { pairUp, type Waiting } from "./pair-up.ts";

const waiting = (callId: string, skillGroupId: string, given: Partial<Waiting> = {}): Waiting => ({
  callId,
  skillGroupId,
  priority: 0,
  enteredAt: new Date(Number(callId.slice(1)) * 1000),
  missedBy: [],
  ...given,
});
const ready = (groups: Record<string, (string | [string, number])[]>) =>
  new Map(
    Object.entries(groups).map(([id, agents]) => [
      id,
      agents.map((agent) => (typeof agent === "string" ? { personId: agent, priority: 1 } : { personId: agent[0], priority: agent[1] })),
    ]),
  );
const told = (matches: { callId: string; personId: string }[]) => matches.map(({ callId, personId }) => `${callId}→${personId}`);

describe("callers and agents are brought together", () => {
  it("in the order of the queue, with the group's order of agents", () => {
    expect(told(pairUp([waiting("c1", "a"), waiting("c2", "a"), waiting("c3", "a")], ready({ a: ["x", "y"] }), 8))).toEqual([
      "c1→x",
      "c2→y",
    ]);
  });

  it("the longest wait of all groups first, and nobody twice", () => {
    const callers = [waiting("c1", "a"), waiting("c2", "b"), waiting("c3", "a")];
    expect(told(pairUp(callers, ready({ a: ["x"], b: ["x", "y"] }), 8))).toEqual(["c1→x", "c2→y"]);
  });

  it("a higher priority before a longer wait", () => {
    expect(told(pairUp([waiting("c9", "b", { priority: 5 }), waiting("c1", "a")], ready({ a: ["x"], b: ["x"] }), 8))).toEqual(["c9→x"]);
  });

  it("an agent's main group first, as long as such an agent is left", () => {
    const callers = [waiting("c1", "side"), waiting("c2", "main")];
    const agents = ready({ side: [["x", 2]], main: [["x", 1]] });
    expect(told(pairUp(callers, agents, 8))).toEqual(["c2→x"]);
  });

  it("who let the call ring comes last, but is better than nobody", () => {
    const missed = waiting("c1", "a", { missedBy: ["x"] });
    expect(told(pairUp([missed], ready({ a: ["x", "y"] }), 8))).toEqual(["c1→y"]);
    expect(told(pairUp([missed], ready({ a: ["x"] }), 8))).toEqual(["c1→x"]);
  });

  it("no more often than asked, and not at all without callers or agents", () => {
    expect(pairUp([waiting("c1", "a"), waiting("c2", "a")], ready({ a: ["x", "y"] }), 1)).toHaveLength(1);
    expect(pairUp([waiting("c1", "a")], ready({ b: ["x"] }), 8)).toEqual([]);
    expect(pairUp([], ready({ a: ["x"] }), 8)).toEqual([]);
  });
});
