import { randomUUID } from "node:crypto";
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
/** The customer's tone; that of the agent is 1000 Hz, that of the outside phone 440. */
const CUSTOMER_HZ = 700;

/** A customer and an agent hear each other. */
async function talk(): Promise<Talk> {
  const { callId, legId, caller } = await rig.inbound({ toneHz: CUSTOMER_HZ });
  const { legId: agentLeg, page } = await rig.page(callId);
  await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
  await until(() => caller.rtp.hears() === 1000 && page.hears() === CUSTOMER_HZ, "both hear each other");
  return { callId, legId, caller, agentLeg, page };
}

const dialCommand = (callId: string, beside: string, legId: string = randomUUID()) =>
  ({
    name: "dial-leg",
    callId,
    legId,
    to: "+8613800138002",
    from: "+861055550100",
    trunk: { host: "127.0.0.1", port: rig.phone.port, transport: "udp" },
    ringTimeoutMs: 30_000,
    beside,
  }) as const;

/** What the api asks of voice when the giver lets the call go to a number outside, which is being called. */
async function giveAway({ callId, legId, agentLeg }: Talk) {
  await rig.api.done({ name: "unbridge", callId });
  await rig.api.done({ name: "hang-up-leg", callId, legId: agentLeg });
  await rig.api.done({ name: "play", callId, legId, playId: "music", prompts: ["tone/ringback"], loop: true });
  const command = dialCommand(callId, legId);
  await rig.api.done(command);
  return { outside: command.legId, phone: await rig.phone.next() };
}

/** And answered: customer and outside hear each other. */
async function joined(set: Talk) {
  const { outside, phone } = await giveAway(set);
  phone.answer();
  await rig.api.fact("leg.answered", (fact) => fact.legId === outside);
  await rig.api.done({ name: "bridge", callId: set.callId, legA: set.legId, legB: outside });
  await until(() => set.caller.rtp.hears() === 440 && phone.rtp.hears() === CUSTOMER_HZ, "customer and outside hear each other");
  return { outside, phone };
}

describe("a call that is given to a number outside", () => {
  it("the customer hears the outside network before the answer and is not heard there; then the two hear each other, and the giver nobody", async () => {
    const set = await talk();
    const { callId, legId, caller, page } = set;
    const { outside, phone } = await giveAway(set);
    await until(() => caller.rtp.hears() === 450, "the customer hears what is played");
    expect(phone.call.from.number).toBe("+861055550100");
    phone.progress();
    await rig.api.fact("leg.early", (fact) => fact.legId === outside);
    await rig.api.done({ name: "listen-in", callId, fromLeg: outside, toLeg: legId });
    await until(() => caller.rtp.hears() === 440, "the customer hears early media");
    const packets = caller.rtp.heard.length;
    await until(() => caller.rtp.heard.length > packets + 25, "half a second of it");
    expect(phone.rtp.hears(), "the customer is not heard before the answer").toBeNull();

    phone.answer();
    await rig.api.fact("leg.answered", (fact) => fact.legId === outside);
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: outside });
    await until(() => caller.rtp.hears() === 440 && phone.rtp.hears() === CUSTOMER_HZ, "customer and outside hear each other");
    expect(page.hears(), "the giver hears nobody").not.toBe(CUSTOMER_HZ);
  });

  it.each(["the customer", "the outside party"])("%s hangs up: the other is hung up at once, without an api", async (who) => {
    const set = await talk();
    const { outside, phone } = await joined(set);
    const [leaving, left] = who === "the customer" ? [set.caller, phone] : [phone, set.caller];
    leaving.call.hangUp();
    expect(await left.ended).toMatchObject({ by: "remote" });
    const first = await rig.api.fact("leg.ended", (fact) => fact.legId !== set.agentLeg);
    expect(first, "who left is told first").toMatchObject({
      legId: who === "the customer" ? set.legId : outside,
      end: { by: "remote" },
    });
    expect((await rig.api.fact("leg.ended", (fact) => fact.legId !== set.agentLeg)).end).toMatchObject({ by: "local" });
    await rig.api.fact("session.ended", (_fact, id) => id === set.callId);
  });

  it("is refused outside: the customer stays, and is heard by the giver again", async () => {
    const set = await talk();
    const { callId, legId, caller } = set;
    const { outside, phone } = await giveAway(set);
    phone.progress();
    await rig.api.fact("leg.early", (fact) => fact.legId === outside);
    await rig.api.done({ name: "listen-in", callId, fromLeg: outside, toLeg: legId });
    await until(() => caller.rtp.hears() === 440, "the customer hears early media");
    phone.call.reject(486);
    await rig.api.fact("leg.ended", (fact) => fact.legId === outside);
    await rig.api.done({ name: "play", callId, legId, playId: "back", prompts: ["tone/ringback"], loop: true });
    await until(() => caller.rtp.hears() === 450, "the customer hears what is played");
    const { legId: again, page } = await rig.page(callId);
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: again });
    await until(() => caller.rtp.hears() === 1000 && page.hears() === CUSTOMER_HZ, "customer and giver hear each other again");
  });

  it("nobody is called for a customer who is gone, nor in a session that never was", async () => {
    const set = await talk();
    const before = rig.phone.agent.stats().incoming;
    set.caller.call.hangUp();
    await rig.api.fact("leg.ended", (fact) => fact.legId === set.legId);
    expect(await rig.api.command(dialCommand(set.callId, set.legId))).toMatchObject({ type: "refused", why: "unknown_leg" });
    expect(await rig.api.command(dialCommand(randomUUID(), set.legId))).toMatchObject({ type: "refused", why: "unknown_session" });
    expect(rig.phone.agent.stats().incoming).toBe(before);
  });

  it("that rings outside is cancelled there when the session ends", async () => {
    const set = await talk();
    const { phone } = await giveAway(set);
    phone.call.ring();
    await rig.api.done({ name: "end-session", callId: set.callId });
    expect(await phone.ended).toMatchObject({ by: "remote", status: 487 });
    expect(await set.caller.ended).toMatchObject({ by: "remote" });
  });

  it("is one recording: the customer on one channel, agent and outside party on the other", async () => {
    const set = await talk();
    const tones = await recordedTones(rig, set, async (passSeconds) => {
      await passSeconds(1, "a second with the giver");
      await joined(set);
      await passSeconds(1, "a second with the outside party");
    });
    expect(tones).toEqual([[CUSTOMER_HZ], [440, 1000]]);
  });
});
