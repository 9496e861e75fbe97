import { describe, expect, test } from "vitest";
import { canOf, mayForce, reaches } from "./agents.policy.ts";
import type { AgentRow } from "./agents.repo.ts";
import { destination, isSame, nextWish, origin, outcome } from "./next-state.ts";

const at = new Date("2026-03-02T02:00:00.000Z");
const agent = (given: Partial<AgentRow> = {}): AgentRow => ({
  personId: "9b8e5a80-0000-4000-8000-000000000001",
  state: "wrap_up",
  since: at,
  reason: "call",
  breakReason: null,
  note: null,
  nextState: null,
  nextBreakReason: null,
  nextReason: null,
  cameFrom: "ready",
  cameFromReason: null,
  cameFromBreakReason: null,
  cameFromSince: null,
  callId: null,
  partId: null,
  ringEndsAt: null,
  wrapUpEndsAt: null,
  idleSince: at,
  callsToday: 0,
  audioTab: "tab-of-test",
  connected: true,
  connectionId: "c",
  leaseUntil: at,
  goneAt: null,
  graceEndsAt: null,
  summaryDue: false,
  version: 1,
  ...given,
});
const mealBreak = { cameFrom: "on_break", cameFromReason: "asked", cameFromBreakReason: "meal" } as const;

describe("where a call leads back to", () => {
  test("to what was asked for, else to where it began, with its reasons", () => {
    expect(origin(agent(), "continued")).toMatchObject({ state: "ready", reason: "continued" });
    expect(origin(agent(mealBreak), "continued")).toMatchObject({ state: "on_break", reason: "asked", breakReason: "meal" });
    expect(outcome(agent({ ...mealBreak, nextState: "ready", nextReason: "asked" }))).toMatchObject({ state: "ready", reason: "asked" });
  });

  test("off duty for somebody who is gone longer than the grace time, whatever they had asked for", () => {
    const gone = { connected: false, nextState: "ready", nextReason: "asked" } as const;
    expect(destination(agent({ ...gone, graceEndsAt: at }), "continued", at)).toMatchObject({ state: "off_duty", reason: "disconnected" });
    const moment = new Date(at.getTime() + 1);
    expect(destination(agent({ ...gone, graceEndsAt: moment }), "continued", at)).toMatchObject({ state: "ready" });
    expect(destination(agent({ ...gone, connected: true }), "continued", at)).toMatchObject({ state: "ready" });
  });

  test("a lead's wish brings its note along, one's own does not", () => {
    const next = { nextState: "off_duty", note: "Go home" } as const;
    expect(outcome(agent({ ...next, nextReason: "forced" }))).toMatchObject({ reason: "forced", note: "Go home" });
    expect(outcome(agent({ ...next, nextReason: "asked" }))).toMatchObject({ reason: "asked", note: null });
  });

  test("a wish for what comes anyway is no wish, a break for another reason is one", () => {
    const wish = (state: "ready" | "on_break", breakReason: string | null = null) =>
      ({ state, breakReason, reason: "asked", note: null }) as const;
    expect(nextWish(agent(), wish("ready"))).toBeNull();
    expect(nextWish(agent(mealBreak), wish("on_break", "meal"))).toBeNull();
    expect(nextWish(agent(mealBreak), wish("on_break", "rest"))).toMatchObject({ breakReason: "rest" });
    expect(isSame({ state: "ready", breakReason: null }, { state: "ready", breakReason: "meal" })).toBe(true);
  });
});

describe("who may do what", () => {
  const grants = { "calls.dial": "own" } as const;

  test("during a call each button offers what would change what comes after it", () => {
    expect(canOf(agent({ state: "on_call" }), grants, true)).toMatchObject({
      goOnDuty: false,
      takeBreak: true,
      goOffDuty: true,
      dial: false,
    });
    const leaving = agent({ state: "on_call", nextState: "off_duty", nextReason: "asked" });
    expect(canOf(leaving, grants, true)).toMatchObject({ goOnDuty: true, goOffDuty: false });
  });

  test("work is continued in wrap-up, once a summary that must be is saved", () => {
    const can = (given: Partial<AgentRow>, required: boolean) => canOf(agent(given), grants, required).continueWork;
    expect(can({ summaryDue: true }, true)).toBe(false);
    expect(can({ summaryDue: true }, false)).toBe(true);
    expect(can({ summaryDue: false }, true)).toBe(true);
    expect(can({ state: "on_call" }, false)).toBe(false);
  });

  test("calling out needs the permission, a page and a state that allows it", () => {
    expect(canOf(agent({ state: "on_break" }), grants, true).dial).toBe(true);
    expect(canOf(agent({ state: "on_break" }), {}, true).dial).toBe(false);
    expect(canOf(agent({ state: "on_break", connected: false }), grants, true).dial).toBe(false);
    expect(canOf(agent({ state: "off_duty" }), grants, true).dial).toBe(false);
    expect(canOf(agent({ state: "wrap_up" }), grants, true).dial).toBe(false);
  });

  test("a scope reaches oneself, those who share a group, or everybody", () => {
    const lead = { personId: "lead", groupIds: ["a", "b"] };
    const colleague = { id: "colleague", groupIds: ["b", "c"] };
    const stranger = { id: "stranger", groupIds: ["c"] };
    const self = { id: "lead", groupIds: [] };
    const reached = (scope: "own" | "group" | "all" | undefined) =>
      [self, colleague, stranger].filter((person) => reaches(scope, lead, person)).map((person) => person.id);
    expect(reached("all")).toEqual(["lead", "colleague", "stranger"]);
    expect(reached("group")).toEqual(["lead", "colleague"]);
    expect(reached("own")).toEqual(["lead"]);
    expect(reached(undefined)).toEqual([]);
  });

  test("a lead forces what the table allows now, and during a call what comes after it", () => {
    expect(mayForce(agent({ state: "on_call" }), "off_duty")).toBe(true);
    expect(mayForce(agent({ state: "ready" }), "ready")).toBe(false);
    expect(mayForce(agent({ state: "on_break" }), "on_break")).toBe(true);
    expect(mayForce(agent({ state: "off_duty" }), "off_duty")).toBe(false);
  });
});
