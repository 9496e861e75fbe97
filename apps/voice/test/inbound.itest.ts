import { randomUUID } from "node:crypto";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Rig, setRig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await setRig();
});
afterAll(() => rig.strike());

describe("a call that comes in", () => {
  it("is told with its numbers as the carrier wrote them, and rings when asked", async () => {
    const caller = await rig.phone.begin(rig.voice.sipPort, { from: "013800138001", to: "01055550100", display: "Li Lei" });
    const arrived = await rig.api.fact("call.arrived");
    expect(arrived).toMatchObject({
      from: "013800138001",
      to: "01055550100",
      displayName: "Li Lei",
      sourceAddress: `127.0.0.1:${rig.phone.port}`,
      codec: "PCMU",
    });
    await rig.api.done({ name: "ring-leg", callId: arrived.callId, legId: arrived.legId });
    await until(() => caller.statuses.includes(180), "the caller hears ringing");
    caller.call.hangUp();
    const ended = await rig.api.fact("leg.ended", (_fact, callId) => callId === arrived.callId);
    expect(ended.end).toMatchObject({ by: "remote", sipStatus: 487 });
    await rig.api.fact("session.ended", (_fact, callId) => callId === arrived.callId);
  });

  it("takes the caller's number from the carrier's assertion when there is one", async () => {
    const caller = await rig.phone.begin(rig.voice.sipPort, {
      from: "02055550000",
      headers: { "p-asserted-identity": "<sip:+8613800138009@carrier.test>" },
    });
    const arrived = await rig.api.fact("call.arrived");
    expect(arrived.from).toBe("+8613800138009");
    await rig.api.done({ name: "reject-leg", callId: arrived.callId, legId: arrived.legId, sipStatus: 486 });
    expect(await caller.ended).toMatchObject({ status: 486 });
    const ended = await rig.api.fact("leg.ended", (_fact, callId) => callId === arrived.callId);
    expect(ended.end).toMatchObject({ by: "local", sipStatus: 486 });
  });

  it.each([
    ["Privacy: id", "+8613800138009", { privacy: "id" }],
    ["an anonymous From", "anonymous", {}],
  ])("of a caller who withholds the number by %s tells neither number nor name, though the carrier knows", async (_, from, privacy) => {
    const headers = { "p-asserted-identity": '"Wang" <sip:+8613800138009@carrier.test>', ...privacy };
    const caller = await rig.phone.begin(rig.voice.sipPort, { from, headers });
    const arrived = await rig.api.fact("call.arrived");
    expect(arrived).toMatchObject({ from: "", displayName: null });
    await rig.api.done({ name: "reject-leg", callId: arrived.callId, legId: arrived.legId, sipStatus: 486 });
    expect(await caller.ended).toMatchObject({ status: 486 });
    await rig.api.fact("leg.ended", (_fact, callId) => callId === arrived.callId);
  });

  it("hears a prompt, presses keys, is joined to an agent, and hangs up", async () => {
    const { api } = rig;
    const { callId, legId, caller } = await rig.inbound();
    await api.done({
      name: "play",
      callId,
      legId,
      playId: "menu",
      prompts: ["tone/beep", "zh/greeting"],
      loop: false,
      collect: { maxDigits: 2, firstDigitTimeoutMs: 5000, interDigitTimeoutMs: 3000, bargeIn: true },
    });
    await until(() => caller.rtp.hears() === 1000, "the caller hears the prompt");
    caller.rtp.press("12");
    expect(await api.fact("collect.ended")).toMatchObject({ callId, playId: "menu", digits: "12", why: "complete" });
    expect((await api.fact("digit.pressed")).digit).toBe("1");

    const { legId: agentLeg, page } = await rig.page(callId);
    expect(page.hears()).toBeNull();
    await api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    await until(() => caller.rtp.hears() === 1000 && page.hears() === 440, "both hear each other");

    caller.call.hangUp();
    const ended = await api.fact("leg.ended", (fact) => fact.legId === legId);
    expect(ended.end).toEqual({ by: "remote", sipStatus: null, q850: null, reason: "hung up" });
    expect(rig.voice.sessions).toBe(1);
    await api.done({ name: "end-session", callId });
    const over = await api.fact("session.ended", (_fact, id) => id === callId);
    expect(Object.keys(over.quality ?? {}).toSorted()).toEqual([legId, agentLeg].toSorted());
    expect(over.quality?.[agentLeg]).toMatchObject({ lost: 0 });
    expect(over.quality?.[agentLeg]?.mos).toBeGreaterThan(4);
    expect(api.facts.filter((fact) => fact.callId === callId).map(({ seq }) => seq)).toEqual(
      api.facts.filter((fact) => fact.callId === callId).map((_, i) => i + 1),
    );
    expect(rig.voice.sessions).toBe(0);
  });

  it("waits with music when the agent's leg is not there yet, and is joined once it is", async () => {
    const { api } = rig;
    const { callId, legId, caller } = await rig.inbound();
    const agentLeg = randomUUID();
    await api.done({ name: "play", callId, legId, playId: "wait", prompts: ["tone/busy"], loop: true });
    await api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    await until(() => caller.rtp.hears(100) === 450, "the caller hears what plays");
    const { page } = await rig.page(callId, agentLeg);
    await until(() => caller.rtp.hears() === 1000 && page.hears() === 440, "both hear each other");
    expect(await api.fact("play.ended")).toMatchObject({ playId: "wait", why: "stopped" });
    await api.done({ name: "end-session", callId });
    expect(await caller.ended).toMatchObject({ by: "remote" });
    await api.fact("session.ended", (_fact, id) => id === callId);
  });
});
