import { randomUUID } from "node:crypto";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Rig, setRig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await setRig();
});
afterAll(() => rig.strike());

type Scene = { callId: string; legId: string };
const menu = { maxDigits: 1, firstDigitTimeoutMs: 60_000, interDigitTimeoutMs: 3000, bargeIn: true };
const play = (scene: Scene, more: object) =>
  rig.api.done({ name: "play", ...scene, playId: "p", prompts: ["zh/greeting"], loop: false, ...more });

/** What the caller is in when they hang up. */
const states: [string, (scene: Scene) => Promise<unknown>][] = [
  ["an answered call that nobody has done anything with", async () => {}],
  ["a prompt", (scene) => play(scene, {})],
  ["a question, with half an answer", (scene) => play(scene, { collect: { ...menu, maxDigits: 4 } })],
  ["the queue's music and announcements", (scene) => play(scene, { loop: true, announce: { everyMs: 50, prompts: ["tone/beep"] } })],
  ["a bridge that waits for the agent", ({ callId, legId }) => rig.api.done({ name: "bridge", callId, legA: legId, legB: randomUUID() })],
  [
    "hold",
    async ({ callId, legId }) => {
      const { legId: agentLeg } = await rig.page(callId);
      await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
      await rig.api.done({ name: "hold-leg", callId, legId, music: "music/hold" });
    },
  ],
  [
    "a recorded talk",
    async ({ callId, legId }) => {
      const { legId: agentLeg } = await rig.page(callId);
      await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
      const file = `${callId}.wav`;
      await rig.api.done({ name: "start-recording", callId, recordingId: randomUUID(), customerLeg: legId, file });
    },
  ],
];

describe("a caller who leaves", () => {
  it.each(states)("in %s is told, and the session ends cleanly", async (_state, enter) => {
    const { callId, legId, caller } = await rig.inbound();
    await enter({ callId, legId });
    caller.call.hangUp();
    const { end } = await rig.api.fact("leg.ended", (fact) => fact.legId === legId);
    expect(end).toMatchObject({ by: "remote", sipStatus: null });
    await rig.api.done({ name: "end-session", callId });
    await rig.api.fact("session.ended", (_fact, id) => id === callId);
    const told = rig.api.facts.filter((fact) => fact.callId === callId);
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, i) => i + 1));
    expect(rig.voice.sessions).toBe(0);
  });

  it("in the instant of answering is told as leaving, and nobody is left in the line", async () => {
    for (let i = 0; i < 10; i++) {
      const caller = await rig.phone.begin(rig.voice.sipPort);
      const { callId, legId } = await rig.api.fact("call.arrived");
      const answering = rig.api.command({ name: "answer-leg", callId, legId });
      caller.call.hangUp();
      await answering;
      expect((await rig.api.fact("leg.ended", (fact) => fact.legId === legId)).end.by).toBe("remote");
      await rig.api.fact("session.ended", (_fact, id) => id === callId);
      await caller.ended;
    }
    expect(rig.voice.sessions).toBe(0);
    await until(() => rig.phone.agent.stats().activeCalls === 0, "the caller's side is free");
  });
});

describe("keys of a caller", () => {
  it("pressed before the question count, and those left over serve the next one", async () => {
    const { callId, legId, caller } = await rig.inbound();
    await play({ callId, legId }, { prompts: ["tone/beep"], loop: true });
    caller.rtp.press("12");
    for (const _ of "12") await rig.api.fact("digit.pressed", (fact) => fact.legId === legId);
    await play({ callId, legId }, { collect: menu, playId: "first" });
    expect(await rig.api.fact("collect.ended", (fact) => fact.legId === legId)).toMatchObject({
      playId: "first",
      digits: "1",
      why: "complete",
    });
    await play({ callId, legId }, { collect: menu, playId: "second" });
    expect(await rig.api.fact("collect.ended", (fact) => fact.legId === legId)).toMatchObject({
      playId: "second",
      digits: "2",
      why: "complete",
    });
    await play({ callId, legId }, { collect: { ...menu, firstDigitTimeoutMs: 50 }, prompts: [], playId: "third" });
    expect(await rig.api.fact("collect.ended", (fact) => fact.legId === legId)).toMatchObject({
      playId: "third",
      digits: "",
      why: "timeout",
    });
    await rig.api.done({ name: "end-session", callId });
    await caller.ended;
  });

  it("cut the prompt short", async () => {
    const { callId, legId, caller } = await rig.inbound();
    await play({ callId, legId }, { prompts: ["music/hold"], collect: { ...menu, maxDigits: 4 } });
    await until(() => caller.rtp.loudness() > 200, "the caller hears the prompt");
    caller.rtp.press("7");
    await until(() => caller.rtp.loudness() < 50, "the prompt is silent");
    await rig.api.done({ name: "stop-play", callId, legId });
    expect(await rig.api.fact("collect.ended", (fact) => fact.legId === legId)).toMatchObject({ digits: "7", why: "stopped" });
    await rig.api.done({ name: "end-session", callId });
  });

  it("sent as INFO by an old gateway are keys too", async () => {
    const { callId, legId, caller } = await rig.inbound();
    await caller.call.info({ contentType: "application/dtmf-relay", body: "Signal=5\r\nDuration=160\r\n" });
    expect(await rig.api.fact("digit.pressed", (fact) => fact.legId === legId)).toMatchObject({ digit: "5" });
    await rig.api.done({ name: "end-session", callId });
  });
});

describe("a caller who is not answered yet", () => {
  it("hears a prompt as early media", async () => {
    const caller = await rig.phone.begin(rig.voice.sipPort);
    const { callId, legId } = await rig.api.fact("call.arrived");
    await play({ callId, legId }, { prompts: ["tone/beep"], loop: true });
    await until(() => caller.rtp.hears() === 1000, "the caller hears the prompt");
    expect(caller.statuses).toEqual([183]);
    expect(caller.call.state).toBe("early");
    await rig.api.done({ name: "reject-leg", callId, legId, sipStatus: 480 });
    expect(await caller.ended).toMatchObject({ status: 480 });
  });
});
