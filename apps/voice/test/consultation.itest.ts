import { until } from "@cloverdesk/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Rig, setRig } from "./rig.ts";
import { recordedTones } from "./tones.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await setRig();
});
afterEach(() => rig.strike());

type Talk = Awaited<ReturnType<Rig["talk"]>>;
/** The customer's tone is 440 Hz, the asker's 1000, the colleague's 700. The hold music is none of them. */
const VOICES = [440, 700, 1000];

const hold = (callId: string, legId: string) => rig.api.done({ name: "hold-leg", callId, legId, music: "music/hold" });
const resume = (callId: string, legId: string) => rig.api.done({ name: "resume-leg", callId, legId });
const bridge = (callId: string, legA: string, legB: string) => rig.api.done({ name: "bridge", callId, legA, legB });

/** What the api asks of voice when an agent asks a colleague, who answers. */
async function consult({ callId, legId, agentLeg }: Talk) {
  await hold(callId, legId);
  await rig.api.done({ name: "play", callId, legId: agentLeg, playId: "ringback", prompts: ["tone/ringback"], loop: true });
  const colleague = await rig.page(callId, undefined, 700);
  await bridge(callId, agentLeg, colleague.legId);
  return { colleagueLeg: colleague.legId, colleague: colleague.page };
}
async function swapToCustomer({ callId, legId, agentLeg }: Talk, colleagueLeg: string) {
  await resume(callId, legId);
  await hold(callId, colleagueLeg);
  await bridge(callId, legId, agentLeg);
}
async function swapToColleague({ callId, legId, agentLeg }: Talk, colleagueLeg: string) {
  await hold(callId, legId);
  await resume(callId, colleagueLeg);
  await bridge(callId, agentLeg, colleagueLeg);
}

describe("a consultation", () => {
  it("the agents hear each other, the customer hears music and nobody; swapped it is the colleague who does", async () => {
    const talk = await rig.talk();
    const { caller, page: asker } = talk;
    const { colleagueLeg, colleague } = await consult(talk);
    await until(() => asker.hears() === 700 && colleague.hears() === 1000, "the agents hear each other");
    expect(VOICES).not.toContain(caller.rtp.hears());

    await swapToCustomer(talk, colleagueLeg);
    await until(() => caller.rtp.hears() === 1000 && asker.hears() === 440, "the customer and the asker hear each other");
    await until(() => !VOICES.includes(colleague.hears() ?? 0), "the colleague hears music");

    await swapToColleague(talk, colleagueLeg);
    await until(() => asker.hears() === 700 && colleague.hears() === 1000, "the agents hear each other again");
    await until(() => !VOICES.includes(caller.rtp.hears() ?? 0), "the customer hears music again");
  });

  it("ends with the asker and the customer, the colleague's leg gone", async () => {
    const talk = await rig.talk();
    const { callId, legId, agentLeg, caller, page: asker } = talk;
    const { colleagueLeg } = await consult(talk);
    await until(() => asker.hears() === 700, "the agents hear each other");
    await resume(callId, legId);
    await bridge(callId, legId, agentLeg);
    await rig.api.done({ name: "hang-up-leg", callId, legId: colleagueLeg });
    await until(() => caller.rtp.hears() === 1000 && asker.hears() === 440, "the customer is back");
  });

  it("cancelled while it rings: the ringing tone ends, and the customer is back", async () => {
    const talk = await rig.talk();
    const { callId, legId, agentLeg, caller, page: asker } = talk;
    await hold(callId, legId);
    await rig.api.done({ name: "play", callId, legId: agentLeg, playId: "ringback", prompts: ["tone/ringback"], loop: true });
    await until(() => asker.hears() === 450, "the asker hears the ringing");
    await resume(callId, legId);
    await rig.api.done({ name: "stop-play", callId, legId: agentLeg });
    await bridge(callId, legId, agentLeg);
    await until(() => caller.rtp.hears() === 1000 && asker.hears() === 440, "the customer is back");
  });

  it("completed from either side: the customer and the colleague hear each other", async () => {
    for (const swapped of [false, true]) {
      const talk = await rig.talk();
      const { callId, legId, agentLeg, caller } = talk;
      const { colleagueLeg, colleague } = await consult(talk);
      if (swapped) await swapToCustomer(talk, colleagueLeg);
      await resume(callId, swapped ? colleagueLeg : legId);
      await bridge(callId, legId, colleagueLeg);
      await rig.api.done({ name: "hang-up-leg", callId, legId: agentLeg });
      await until(() => caller.rtp.hears() === 700 && colleague.hears() === 440, "customer and colleague hear each other");
    }
  });

  it("goes on between the agents when the customer hangs up, and through the asker's reload", async () => {
    const talk = await rig.talk();
    const { callId, agentLeg, caller } = talk;
    const { colleagueLeg, colleague } = await consult(talk);
    const { page: asker } = await rig.page(callId, agentLeg, 850);
    await until(() => asker.hears() === 700 && colleague.hears() === 850, "the page that was loaded anew is in the same talk");
    await swapToCustomer(talk, colleagueLeg);
    await until(() => caller.rtp.hears() === 850, "swapped");
    caller.call.hangUp();
    await rig.api.fact("leg.ended", (fact) => fact.legId === talk.legId);
    await resume(callId, colleagueLeg);
    await bridge(callId, agentLeg, colleagueLeg);
    await until(() => asker.hears() === 700 && colleague.hears() === 850, "the agents talk on");
  });

  it("tells of a silent customer while they are talked with, although the colleague is on hold", async () => {
    const talk = await rig.talk();
    const { caller, page: asker } = talk;
    const { colleagueLeg } = await consult(talk);
    await until(() => asker.hears() === 700, "the agents talk");
    await swapToCustomer(talk, colleagueLeg);
    await until(() => caller.rtp.hears() === 1000, "swapped");
    caller.rtp.dropping = true;
    expect(await rig.api.fact("media.silent")).toMatchObject({ legId: talk.legId });
  });

  it("a muted agent stays so when the api says it again", async () => {
    const talk = await rig.talk();
    const { callId, legId, agentLeg, caller, page: asker } = talk;
    const { colleagueLeg, colleague } = await consult(talk);
    await rig.api.done({ name: "mute-leg", callId, legId: colleagueLeg, muted: true });
    await rig.api.done({ name: "resume-leg", callId, legId });
    await bridge(callId, legId, colleagueLeg);
    await rig.api.done({ name: "mute-leg", callId, legId: colleagueLeg, muted: true });
    await until(() => colleague.hears() === 440 && caller.rtp.hears() === null, "the customer hears silence");
    expect(asker.hears()).not.toBe(440);
    expect(agentLeg).not.toBe(colleagueLeg);
  });

  it("is one recording: both agents on the agents' channel, the customer alone on theirs, and no music on either", async () => {
    const talk = await rig.talk();
    const { callId, legId, agentLeg } = talk;
    const tones = await recordedTones(rig, talk, async (passSeconds) => {
      await passSeconds(1, "a second with the asker");
      const { colleagueLeg, colleague } = await consult(talk);
      await until(() => colleague.hears() === 1000, "the agents talk");
      await rig.api.done({ name: "mute-leg", callId, legId: agentLeg, muted: true });
      await passSeconds(1.5, "the colleague alone");
      await resume(callId, legId);
      await bridge(callId, legId, agentLeg);
      await rig.api.done({ name: "hang-up-leg", callId, legId: colleagueLeg });
      await until(() => talk.caller.rtp.hears() === 1000, "the customer is back");
      await passSeconds(1, "a second with the asker");
    });
    expect(tones[0]).toEqual([440]);
    expect(tones[1]).toEqual(expect.arrayContaining([700, 1000]));
    expect(tones[1]).not.toContain(440);
  });
});
