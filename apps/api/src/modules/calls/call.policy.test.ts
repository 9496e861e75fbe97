import { describe, expect, it } from "vitest";
import type { Actor } from "../../platform/http/actor.ts";
import { contactCan, mayReach, takesPart } from "./call.policy.ts";

const part = (state: string, outcome: string | null = null, role = "agent") => ({ state, outcome, role });
const allowed = (callState: string, partState: string, outcome: string | null = null): string[] =>
  Object.entries(contactCan({ state: callState }, part(partState, outcome), true, []))
    .filter(([, may]) => may)
    .map(([verb]) => verb)
    .sort();

describe("what a party can do", () => {
  it("follows from its part and from where the customer is", () => {
    expect(allowed("ringing", "ringing")).toEqual(["answer"]);
    expect(allowed("dialing", "dialing")).toEqual(["hangUp", "summarize"]);
    expect(allowed("alerting", "dialing")).toEqual(["hangUp", "summarize"]);
    expect(allowed("talking", "talking")).toEqual(["consult", "hangUp", "hold", "keypad", "mute", "summarize", "transfer"]);
    expect(allowed("held", "holding")).toEqual(["consult", "hangUp", "mute", "resume", "summarize", "transfer"]);
    expect(allowed("ended", "ended", "hung_up")).toEqual(["summarize"]);
  });

  it("is only to write, once its part is over, whatever becomes of the call", () => {
    for (const state of ["queued", "ringing", "talking", "held", "ended"])
      expect(allowed(state, "ended", "call_ended"), state).toEqual(["summarize"]);
  });

  it("is not to resume or give away a customer whom somebody else holds", () => {
    expect(allowed("held", "talking")).toEqual(["hangUp", "mute", "summarize"]);
  });

  it("is nothing after a ring that was not answered", () => {
    for (const outcome of ["missed", "withdrawn"]) expect(allowed("talking", "ended", outcome), outcome).toEqual([]);
  });

  it("is not to type keys without sound", () => {
    expect(contactCan({ state: "talking" }, part("talking"), false, []).keypad).toBe(false);
  });
});

describe("what the two agents of a consultation can do", () => {
  const both = (callState: string, asker: string, colleague: string) => {
    const parts = [part(asker), part(colleague, null, "consulted")] as const;
    return parts.map((mine) =>
      Object.entries(contactCan({ state: callState }, mine, true, [...parts]))
        .filter(([, may]) => may)
        .map(([verb]) => verb)
        .sort(),
    );
  };
  it("follows from who talks with whom", () => {
    expect(both("held", "holding", "ringing")).toEqual([["goBack", "hangUp", "mute", "summarize"], ["answer"]]);
    expect(both("held", "holding", "talking")).toEqual([
      ["complete", "goBack", "hangUp", "mute", "summarize", "swap"],
      ["hangUp", "mute", "summarize"],
    ]);
    expect(both("talking", "talking", "talking")).toEqual([
      ["complete", "goBack", "hangUp", "keypad", "mute", "summarize", "swap"],
      ["hangUp", "mute", "summarize"],
    ]);
    expect(both("left", "talking", "talking")).toEqual([
      ["hangUp", "mute", "summarize"],
      ["hangUp", "mute", "summarize"],
    ]);
  });
});

describe("the reach of a permission", () => {
  const actor = (scope: "own" | "group" | "all" | undefined, groupIds: string[] = []) =>
    ({ personId: "me", groupIds, grants: scope ? { "calls.read": scope } : {} }) as unknown as Actor;
  const call = (skillGroupId: string | null, ...parts: [personId: string, outcome: string | null][]) => ({
    skillGroupId,
    parts: parts.map(([personId, outcome]) => ({ personId, outcome })),
  });

  it("takes in every call in which the person has a part, also one that they handed on", () => {
    const handedOn = call("orders", ["me", "call_ended"], ["other", null]);
    expect(mayReach(actor("own"), "calls.read", handedOn)).toBe(true);
    expect(mayReach(actor("group"), "calls.read", handedOn)).toBe(true);
    expect(mayReach(actor(undefined), "calls.read", handedOn)).toBe(false);
  });

  it("does not take in a call that only rang at the person", () => {
    for (const outcome of ["missed", "withdrawn"]) {
      expect(takesPart(call(null, ["me", outcome]), "me"), outcome).toBe(false);
      expect(mayReach(actor("own"), "calls.read", call(null, ["me", outcome])), outcome).toBe(false);
    }
    expect(takesPart(call(null, ["me", "missed"], ["me", null]), "me")).toBe(true);
  });

  it("goes by the call's group, whoever takes part", () => {
    expect(mayReach(actor("group", ["orders"]), "calls.read", call("orders"))).toBe(true);
    expect(mayReach(actor("group", ["orders"]), "calls.read", call("returns", ["other", null]))).toBe(false);
    expect(mayReach(actor("own", ["orders"]), "calls.read", call("orders", ["other", null]))).toBe(false);
    expect(mayReach(actor("all"), "calls.read", call(null))).toBe(true);
  });
});
