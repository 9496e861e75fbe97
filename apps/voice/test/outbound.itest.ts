import { randomUUID } from "node:crypto";
import { until } from "@cloverdesk/testing";
import { openSipPhone, type SipPhone } from "@cloverdesk/testing/phone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Rig, setRig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await setRig();
});
afterAll(() => rig.strike());

type Trunk = { transport?: "udp" | "tcp" | "tls"; username?: string; password?: string };

/** Places a call out to the phone. */
async function dial(phone: SipPhone = rig.phone, { ringTimeoutMs = 30_000, ...trunk }: Trunk & { ringTimeoutMs?: number } = {}) {
  const [callId, legId] = [randomUUID(), randomUUID()];
  const target = { host: "127.0.0.1", port: phone.port, transport: "udp", ...trunk } as const;
  await rig.api.done({ name: "dial-leg", callId, legId, to: "+8613800138002", from: "+861055550100", trunk: target, ringTimeoutMs });
  return { callId, legId };
}
const ofLeg = (legId: string) => (fact: { legId: string }) => fact.legId === legId;

describe("a call out", () => {
  it.each(["udp", "tcp"] as const)("over %s shows its number, rings, is answered and talks", async (transport) => {
    const { callId, legId } = await dial(rig.phone, { transport });
    const callee = await rig.phone.next();
    expect(callee.call.from.number).toBe("+861055550100");
    expect(callee.call.assertedIdentity?.number).toBe("+861055550100");
    expect(callee.call.dialled.number).toBe("+8613800138002");
    const { legId: agentLeg, page } = await rig.page(callId);
    await rig.api.done({ name: "play", callId, legId: agentLeg, playId: "ringback", prompts: ["tone/ringback"], loop: true });
    callee.call.ring();
    await rig.api.fact("leg.ringing", ofLeg(legId));
    await until(() => page.hears(100) === 450, "the agent hears ringback");
    callee.answer();
    expect(await rig.api.fact("leg.answered", ofLeg(legId))).toMatchObject({ codec: "PCMU" });
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    await until(() => callee.rtp.hears() === 1000 && page.hears() === 440, "both hear each other");
    callee.call.hangUp({ protocol: "Q.850", cause: 16, text: "normal" });
    expect((await rig.api.fact("leg.ended", ofLeg(legId))).end).toMatchObject({ by: "remote", sipStatus: null, q850: 16 });
    await rig.api.done({ name: "end-session", callId });
    await rig.api.fact("session.ended", (_fact, id) => id === callId);
  });

  it("lets the agent hear early media, and the callee nothing of the agent before the answer", async () => {
    const { callId, legId } = await dial();
    const callee = await rig.phone.next();
    const { legId: agentLeg, page } = await rig.page(callId);
    callee.progress();
    await rig.api.fact("leg.early", ofLeg(legId));
    await rig.api.done({ name: "listen-in", callId, fromLeg: legId, toLeg: agentLeg });
    await until(() => page.hears() === 440, "the agent hears early media");
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    await until(() => callee.rtp.heard.length > 20, "the callee receives a stream");
    expect(callee.rtp.hears()).toBeNull();
    callee.answer();
    await until(() => callee.rtp.hears() === 1000 && page.hears() === 440, "both hear each other once answered");
    await rig.api.done({ name: "end-session", callId });
    expect(await callee.ended).toMatchObject({ by: "remote" });
  });

  it.each([
    [486, 17],
    [404, 1],
    [503, 34],
    [603, 21],
  ])("that is refused with %i tells the status and the network's cause", async (status, cause) => {
    const { callId, legId } = await dial();
    const callee = await rig.phone.next();
    callee.call.reject(status, undefined, undefined, { protocol: "Q.850", cause, text: "" });
    expect((await rig.api.fact("leg.ended", ofLeg(legId))).end).toMatchObject({ by: "remote", sipStatus: status, q850: cause });
    await rig.api.fact("session.ended", (_fact, id) => id === callId);
  });

  it("that nobody answers is cancelled when its time is over", async () => {
    const { callId, legId } = await dial(rig.phone, { ringTimeoutMs: 400 });
    const callee = await rig.phone.next();
    callee.call.ring();
    expect(await callee.ended).toMatchObject({ by: "remote", status: 487 });
    expect((await rig.api.fact("leg.ended", ofLeg(legId))).end).toMatchObject({ by: "timeout", sipStatus: 408 });
    await rig.api.fact("session.ended", (_fact, id) => id === callId);
  });

  it("that is given up is cancelled", async () => {
    const { callId, legId } = await dial();
    const callee = await rig.phone.next();
    callee.call.ring();
    await rig.api.fact("leg.ringing", ofLeg(legId));
    await rig.api.done({ name: "end-session", callId });
    expect(await callee.ended).toMatchObject({ by: "remote", status: 487 });
    expect((await rig.api.fact("leg.ended", ofLeg(legId))).end).toMatchObject({ by: "local" });
  });

  it("to a carrier that cannot be reached tells an error", async () => {
    const gone = await openSipPhone();
    await gone.close();
    const { legId } = await dial(gone, { transport: "tcp" });
    expect((await rig.api.fact("leg.ended", ofLeg(legId))).end).toMatchObject({ by: "error", sipStatus: 503 });
  });

  it("answers the carrier's challenge with the trunk's credentials", async () => {
    const carrier = await openSipPhone({
      authentication: { realm: "carrier.test", passwordOf: (username: string) => (username === "clover" ? "leaf" : undefined) },
    });
    const { callId, legId } = await dial(carrier, { username: "clover", password: "leaf" });
    const callee = await carrier.next();
    callee.answer();
    await rig.api.fact("leg.answered", ofLeg(legId));
    await rig.api.done({ name: "end-session", callId });
    const wrong = await dial(carrier, { username: "clover", password: "thorn" });
    const { end } = await rig.api.fact("leg.ended", ofLeg(wrong.legId));
    expect(end.sipStatus === 401 || end.sipStatus === 403).toBe(true);
    await carrier.close();
  });

  it("whose answer offers no usable sound is ended as an error", async () => {
    const { legId } = await dial();
    const callee = await rig.phone.next();
    callee.call.answer("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 18\r\n");
    expect((await rig.api.fact("leg.ended", ofLeg(legId))).end).toMatchObject({ by: "error" });
    expect(await callee.ended).toMatchObject({ by: "remote", status: 200 });
  });

  it("asked for twice with one command is placed once, also after its session is over", async () => {
    const [callId, legId, commandId] = [randomUUID(), randomUUID(), randomUUID()];
    const trunk = { host: "127.0.0.1", port: rig.phone.port, transport: "udp" } as const;
    const command = { name: "dial-leg", callId, legId, to: "+8613800138002", from: "+861055550100", trunk, ringTimeoutMs: 30_000 } as const;
    const before = rig.phone.agent.stats().incoming;
    await Promise.all([rig.api.command(command, commandId), rig.api.command(command, commandId)]);
    (await rig.phone.next()).call.reject(486);
    await rig.api.fact("session.ended", (_fact, id) => id === callId);
    expect(await rig.api.command(command, commandId)).toMatchObject({ type: "done", commandId });
    expect(await rig.api.command(command)).toMatchObject({ type: "refused", why: "wrong_state" });
    expect(rig.phone.agent.stats().incoming).toBe(before + 1);
  });
});
