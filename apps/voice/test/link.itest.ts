import { randomUUID } from "node:crypto";
import type { VoiceFact } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectApi } from "./api-link.ts";
import { healthOf, type Rig, SECRET, setRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await setRig();
});
afterEach(() => rig.strike());

const seqsOf = (facts: readonly VoiceFact[], callId: string) => facts.filter((fact) => fact.callId === callId).map(({ seq }) => seq);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe("the control link", () => {
  it("lets in only who knows the secret", async () => {
    await expect(connectApi(rig.voice.linkPort, "something else")).rejects.toThrow("4001");
  });

  it("welcomes with its boot and the sessions that are alive", async () => {
    const { callId } = await rig.inbound();
    await until(async () => (await healthOf(rig.voice.linkPort)).openFacts === 0, "the arrival is acknowledged");
    const other = await connectApi(rig.voice.linkPort, SECRET);
    expect(other.welcome).toMatchObject({ boot: rig.voice.boot, sessions: [callId], recovered: [] });
    other.close();
  });

  it("does not count a caller who came before any api among the sessions: an api ends those that it does not know", async () => {
    rig.api.close();
    await until(async () => (await healthOf(rig.voice.linkPort)).links === 0, "the link is down");
    await rig.phone.begin(rig.voice.sipPort);
    await until(async () => (await healthOf(rig.voice.linkPort)).sessions === 1, "the call is here");
    const back = await connectApi(rig.voice.linkPort, SECRET);
    expect(back.welcome.sessions).toEqual([]);
    const { callId } = await back.fact("call.arrived");
    await until(async () => (await healthOf(rig.voice.linkPort)).openFacts === 0, "the arrival is acknowledged");
    const next = await connectApi(rig.voice.linkPort, SECRET);
    expect(next.welcome.sessions).toEqual([callId]);
    for (const link of [back, next]) link.close();
  });

  it("refuses what makes no sense, in the words of the contract", async () => {
    const { callId, legId } = await rig.inbound();
    const never = randomUUID();
    expect(await rig.api.command({ name: "answer-leg", callId: never, legId })).toMatchObject({ why: "unknown_session" });
    expect(await rig.api.command({ name: "mute-leg", callId, legId: never, muted: true })).toMatchObject({ why: "unknown_leg" });
    expect(await rig.api.command({ name: "reject-leg", callId, legId, sipStatus: 486 })).toMatchObject({ why: "wrong_state" });
    expect(await rig.api.command({ name: "end-session", callId: never })).toMatchObject({ type: "done" });
    await rig.api.done({ name: "end-session", callId });
    await rig.api.fact("session.ended");
    expect(await rig.api.command({ name: "answer-leg", callId, legId })).toMatchObject({ why: "wrong_state" });
  });

  it("survives what is outside the contract, and refuses a command in it", async () => {
    const answer = rig.api.command({ name: "dance", callId: randomUUID() } as never);
    rig.api.send("{");
    rig.api.send("null");
    rig.api.send(JSON.stringify({ type: "sing" }));
    expect(await answer).toMatchObject({ type: "refused", why: "failed" });
    await rig.inbound();
  });

  it("says facts to one api alone, and to the next when that one goes", async () => {
    const second = await connectApi(rig.voice.linkPort, SECRET);
    rig.api.acknowledging = false;
    const { callId } = await rig.inbound();
    expect(second.facts).toEqual([]);
    rig.api.close();
    await until(() => seqsOf(second.facts, callId).length >= 2, "the second api hears what the first did not acknowledge");
    expect(seqsOf(second.facts, callId)).toEqual([1, 2]);
    second.close();
  });

  it("says again what is not acknowledged", async () => {
    rig.api.acknowledging = false;
    await rig.phone.begin(rig.voice.sipPort);
    await until(() => rig.api.facts.length >= 2, "the fact comes again");
    expect(rig.api.facts.slice(0, 2).map(({ seq, fact }) => [seq, fact.name])).toEqual([
      [1, "call.arrived"],
      [1, "call.arrived"],
    ]);
  });

  it("may be away for as long as it likes: sound goes on, and every fact comes once and in order afterwards", async () => {
    const { callId, legId, caller, page } = await rig.talk();
    const heardBefore = seqsOf(rig.api.facts, callId);
    rig.api.close();
    await until(async () => (await healthOf(rig.voice.linkPort)).links === 0, "the link is down");
    caller.rtp.press("12");
    const from = page.heard.length;
    await until(() => page.heard.length > from + 60, "sound goes on without an api");
    expect([caller.rtp.hears(), page.hears()]).toEqual([1000, 440]);
    caller.call.hangUp();
    await caller.ended;

    const back = await connectApi(rig.voice.linkPort, SECRET);
    expect(back.welcome).toMatchObject({ boot: rig.voice.boot, sessions: [callId] });
    await back.fact("leg.ended", (fact) => fact.legId === legId);
    await back.done({ name: "end-session", callId });
    await back.fact("session.ended");
    const heard = [...heardBefore, ...seqsOf(back.facts, callId)];
    expect(heard).toEqual(upTo(heard.length));
    expect(back.facts.filter(({ fact }) => fact.name === "digit.pressed")).toHaveLength(2);
    back.close();
  });

  it("tells its health, and memory for benches", async () => {
    await rig.inbound();
    const page = (name: string) => fetch(`http://127.0.0.1:${rig.voice.linkPort}${name}`);
    expect(await healthOf(rig.voice.linkPort)).toMatchObject({
      status: "ok",
      sessions: 1,
      legs: 1,
      links: 1,
      sip: { answered: 1 },
      media: { calls: 1 },
    });
    const metrics = (await (await page("/metrics")).json()) as { rss: { main: number } };
    expect(metrics.rss.main).toBeGreaterThan(1e7);
    expect((await page("/anything")).status).toBe(404);
  });
});
