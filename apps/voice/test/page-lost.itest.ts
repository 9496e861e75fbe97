import { until } from "@cloverdesk/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Rig, setRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await setRig();
});
afterEach(() => rig.strike());

type Caller = Awaited<ReturnType<Rig["talk"]>>["caller"];
const hearsMusic = (caller: Caller) => until(() => caller.rtp.loudness() > 200 && caller.rtp.hears() !== 1000, "the caller hears music");

describe("an agent's page that goes away in mid-call", () => {
  it("leaves the caller with music until its sound is back", async () => {
    const { callId, caller, agentLeg, page } = await rig.talk();
    page.close();
    await rig.api.fact("leg.lost", (fact) => fact.legId === agentLeg);
    await hearsMusic(caller);
    const { page: back } = await rig.page(callId, agentLeg);
    await until(() => caller.rtp.hears() === 1000 && back.hears() === 440, "both hear each other again");
  });

  it("does not take the music from a caller on hold when it is back", async () => {
    const { callId, legId, caller, agentLeg, page } = await rig.talk();
    page.close();
    await rig.api.fact("leg.lost", (fact) => fact.legId === agentLeg);
    await hearsMusic(caller);
    await rig.api.done({ name: "hold-leg", callId, legId, music: "music/hold" });
    const { page: back } = await rig.page(callId, agentLeg);
    const heard = caller.rtp.heard.length;
    await until(() => caller.rtp.heard.length > heard + 50, "a second of sound");
    await hearsMusic(caller);
    expect(back.hears()).toBeNull();
    await rig.api.done({ name: "resume-leg", callId, legId });
    await until(() => caller.rtp.hears() === 1000 && back.hears() === 440, "both hear each other again");
  });

  it("given up, leaves the caller to what the api plays and to the next agent", async () => {
    const { callId, legId, caller, agentLeg, page } = await rig.talk();
    page.close();
    await rig.api.fact("leg.lost", (fact) => fact.legId === agentLeg);
    await hearsMusic(caller);
    await rig.api.done({ name: "unbridge", callId });
    await rig.api.done({ name: "hang-up-leg", callId, legId: agentLeg });
    await rig.api.done({ name: "play", callId, legId, playId: "wait", prompts: ["tone/ringback"], loop: true });
    await until(() => caller.rtp.hears() === 450, "the caller hears what is played, and no music under it");
    const { legId: next, page: colleague } = await rig.page(callId, undefined, 700);
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: next });
    await until(() => caller.rtp.hears() === 700 && colleague.hears() === 440, "the caller and the next agent hear each other");
  });
});

describe("a session that ends with a farewell", () => {
  it("lets the caller hear it and then hangs up", async () => {
    const { callId, legId, caller, agentLeg, page } = await rig.talk();
    await rig.api.done({ name: "hold-leg", callId, legId, music: "music/hold" });
    page.close();
    await rig.api.done({ name: "end-session", callId, farewell: { legId, prompts: ["zh/goodbye"] } });
    expect((await rig.api.fact("leg.ended", (fact) => fact.legId === agentLeg)).end).toMatchObject({ by: "local" });
    expect(rig.api.facts.some(({ fact }) => fact.name === "leg.ended" && fact.legId === legId)).toBe(false);
    const from = caller.rtp.heard.length;
    await rig.api.done({ name: "end-session", callId });
    expect((await rig.api.fact("leg.ended", (fact) => fact.legId === legId)).end).toMatchObject({ by: "local" });
    // The goodbye takes more than two seconds.
    expect(caller.rtp.heard.length - from).toBeGreaterThan(75);
    expect(await caller.ended).toMatchObject({ by: "remote" });
    await rig.api.fact("session.ended");
  });

  it("ends at once when it cannot be played, and when the caller leaves", async () => {
    const first = await rig.talk();
    await rig.api.done({ name: "end-session", callId: first.callId, farewell: { legId: first.legId, prompts: ["zh/no-such-prompt"] } });
    await rig.api.fact("session.ended");
    const second = await rig.inbound();
    const farewell = { legId: second.legId, prompts: ["zh/greeting", "zh/greeting"] };
    await rig.api.done({ name: "end-session", callId: second.callId, farewell });
    second.caller.call.hangUp();
    expect((await rig.api.fact("leg.ended", (fact) => fact.legId === second.legId)).end).toMatchObject({ by: "remote" });
  });
});
