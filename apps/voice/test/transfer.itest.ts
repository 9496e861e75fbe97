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

/** What the api asks of voice when the giver lets the call go. */
async function giveAway({ callId, legId, agentLeg }: Talk): Promise<void> {
  await rig.api.done({ name: "unbridge", callId });
  await rig.api.done({ name: "hang-up-leg", callId, legId: agentLeg });
  await rig.api.done({ name: "play", callId, legId, playId: "transfer", prompts: ["tone/ringback"], loop: true });
}

describe("a call that is given away", () => {
  it("the customer hears music alone, and then the receiver alone; before the answer the receiver hears nothing and is not heard", async () => {
    const talk = await rig.talk();
    const { callId, legId, caller, page: giver } = talk;
    await giveAway(talk);
    await until(() => caller.rtp.hears() === 450, "the customer hears what is played, and the giver no more");

    const { legId: next, page: receiver } = await rig.page(callId, undefined, 700);
    const heard = caller.rtp.heard.length;
    await until(() => caller.rtp.heard.length > heard + 50, "a second of sound while it rings");
    expect(receiver.hears()).toBeNull();
    expect([700, 1000], "the ringback has pauses, and nobody is heard in them").not.toContain(caller.rtp.hears());

    await rig.api.done({ name: "bridge", callId, legA: legId, legB: next });
    await until(() => caller.rtp.hears() === 700 && receiver.hears() === 440, "customer and receiver hear each other");
    giver.close();
    expect(caller.rtp.hears()).toBe(700);
  });

  it("from hold: the hold's music ends with it, and the receiver is heard", async () => {
    const talk = await rig.talk();
    const { callId, legId, caller } = talk;
    await rig.api.done({ name: "hold-leg", callId, legId, music: "music/hold" });
    await rig.api.done({ name: "resume-leg", callId, legId });
    await giveAway(talk);
    await until(() => caller.rtp.hears() === 450, "the customer hears what is played");
    const { legId: next, page: receiver } = await rig.page(callId, undefined, 700);
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: next });
    await until(() => caller.rtp.hears() === 700 && receiver.hears() === 440, "customer and receiver hear each other");
  });

  it("comes back to the giver by a leg of its own", async () => {
    const talk = await rig.talk();
    const { callId, legId, caller } = talk;
    await giveAway(talk);
    const { legId: missed } = await rig.page(callId, undefined, 700);
    await rig.api.done({ name: "hang-up-leg", callId, legId: missed });
    await rig.api.done({ name: "play", callId, legId, playId: "back", prompts: ["tone/ringback"], loop: true });
    const { legId: again, page } = await rig.page(callId);
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: again });
    await until(() => caller.rtp.hears() === 1000 && page.hears() === 440, "customer and giver hear each other again");
  });

  it("is one recording: the customer on one channel, whoever was joined to them on the other, and no music on either", async () => {
    const talk = await rig.talk();
    const { callId, legId, caller } = talk;
    const tones = await recordedTones(rig, talk, async (passSeconds) => {
      await passSeconds(1, "a second with the giver");
      await giveAway(talk);
      await passSeconds(1.5, "music");
      const { legId: next } = await rig.page(callId, undefined, 700);
      await rig.api.done({ name: "bridge", callId, legA: legId, legB: next });
      await until(() => caller.rtp.hears() === 700, "the receiver is heard");
      await passSeconds(1, "a second with the receiver");
    });
    expect(tones).toEqual([[440], [700, 1000]]);
  });
});
