import { until } from "@cloverdesk/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Rig, setRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await setRig({ rtpTimeouts: { waitingMs: 2_000, talkingMs: 60_000 } });
});
afterEach(() => rig.strike());

describe("a caller that vanishes without a BYE", () => {
  it("is hung up after the time without RTP, with the reason", async () => {
    const { callId, legId, caller } = await rig.inbound();
    await rig.api.done({ name: "play", callId, legId, playId: "wait", prompts: ["music/hold"], loop: true });
    await until(() => caller.rtp.heard.length > 20, "the caller hears music");
    caller.rtp.stop();
    expect((await rig.api.fact("leg.ended")).end).toMatchObject({
      by: "timeout",
      sipStatus: null,
      reason: "no RTP for 2 s",
      code: "no_rtp",
    });
    expect(await caller.ended).toMatchObject({ by: "remote", status: 200 });
    await rig.api.fact("session.ended");
  });

  it("stays as long as it sends, and by the longer time while it talks", async () => {
    const { callId, legId, caller } = await rig.inbound();
    const { legId: agentLeg } = await rig.page(callId);
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    caller.rtp.stop();
    await rig.api.fact("media.silent", (fact) => fact.legId === legId);
    const since = performance.now();
    await until(() => performance.now() - since > 3_000, "three seconds of silence");
    caller.rtp.start();
    await rig.api.fact("media.flowing", (fact) => fact.legId === legId);
    // On hold while two agents talk it is the longer time too.
    const { legId: colleague } = await rig.page(callId, undefined, 700);
    await rig.api.done({ name: "hold-leg", callId, legId, music: "music/hold" });
    await rig.api.done({ name: "bridge", callId, legA: agentLeg, legB: colleague });
    caller.rtp.stop();
    const held = performance.now();
    await until(() => performance.now() - held > 3_000, "three seconds of silence on hold");
    expect(rig.api.facts.some(({ fact }) => fact.name === "leg.ended")).toBe(false);
    caller.rtp.start();
    await rig.api.done({ name: "resume-leg", callId, legId });
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    await rig.api.done({ name: "unbridge", callId });
    const parted = performance.now();
    await until(() => performance.now() - parted > 2_500, "more than the time for those who wait");
    expect(rig.api.facts.some(({ fact }) => fact.name === "leg.ended")).toBe(false);
    caller.rtp.stop();
    expect((await rig.api.fact("leg.ended", (fact) => fact.legId === legId)).end).toMatchObject({ reason: "no RTP for 2 s" });
  });
});
