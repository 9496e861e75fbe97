import { callEndpoints, type LegEnd } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { trunkFactory } from "../hotlines/hotlines.factory.ts";
import { aCaller, aCallId, agentOnDuty, hotlineWithGroup } from "./calls.factory.ts";

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const callRow = (id: string) => api.db.prisma.call.findUniqueOrThrow({ where: { id } });
const nameOf = async (trunkId: string | undefined) => (await api.db.prisma.trunk.findUniqueOrThrow({ where: { id: trunkId ?? "" } })).name;
const silent: LegEnd = { by: "timeout", sipStatus: null, q850: null, reason: "no response", code: "trunk_silent" };
const dead: LegEnd = { by: "error", sipStatus: null, q850: null, reason: "the destination does not answer", code: "trunk_dead" };
const refusedWith = (sipStatus: number): LegEnd => ({ by: "remote", sipStatus, q850: null, reason: "" });

/** A call out that was just placed, by a number with or without a backup trunk. */
async function placed({ backup }: { backup: boolean }) {
  const { group, hotline } = await hotlineWithGroup(api);
  const second = await trunkFactory(api.db);
  if (backup) await api.db.prisma.hotline.update({ where: { id: hotline.id }, data: { backupTrunkId: second.id } });
  const agent = await agentOnDuty(api, group.id);
  const id = aCallId();
  await agent.client.call(callEndpoints.dial, { body: { id, number: aCaller(), tabId: agent.page.tabId } });
  const first = await api.voice.take("dial-leg", (each) => each.callId === id);
  expect(first).toMatchObject({ trunk: { id: hotline.trunkId } });
  return { id, agent, first, second, end: (legId: string, end: LegEnd) => api.voice.say(id, { name: "leg.ended", legId, end }) };
}

describe("a call out whose trunk does not take it", () => {
  it.each([
    ["is silent", silent],
    ["is known to be silent", dead],
    ["answers 503", refusedWith(503)],
  ])("because it %s goes by the backup trunk, and the record shows both", async (_, why) => {
    const { id, agent, first, second, end } = await placed({ backup: true });
    expect(first.mayDialAgain).toBe(true);
    await end(first.legId, why);
    const again = await api.voice.take("dial-leg", (each) => each.callId === id);
    expect(again).toMatchObject({ to: first.to, from: first.from, trunk: { id: second.id }, mayDialAgain: false });
    expect(await callRow(id)).toMatchObject({ state: "dialing", customerLegId: again.legId });
    await agent.connectAudio(id);
    await api.voice.say(id, { name: "leg.ringing", legId: again.legId });
    await api.voice.say(id, { name: "leg.answered", legId: again.legId, codec: "PCMU" });
    await agent.client.call(callEndpoints.hangUp, params(id));
    const record = await agent.client.call(callEndpoints.record, params(id));
    expect(record).toMatchObject({ result: "answered" });
    expect(record.legs.filter(({ kind }) => kind === "trunk")).toMatchObject([
      { id: first.legId, state: "ended", endCode: why.code ?? null, trunk: await nameOf(first.trunk.id) },
      { id: again.legId, answeredAt: expect.any(String), trunk: await nameOf(second.id) },
    ]);
    agent.page.close();
  });

  it("ends when the backup does not take it either: each is tried once", async () => {
    const { id, agent, first, end } = await placed({ backup: true });
    await end(first.legId, dead);
    const again = await api.voice.take("dial-leg", (each) => each.callId === id);
    await end(again.legId, silent);
    expect(await callRow(id)).toMatchObject({ state: "ended", result: "failed", endedBy: "carrier" });
    expect(api.voice.commands.filter((each) => each.callId === id && each.name === "dial-leg")).toHaveLength(2);
    agent.page.close();
  });

  it("ends at once without a backup", async () => {
    const { id, agent, first, end } = await placed({ backup: false });
    expect(first.mayDialAgain).toBeUndefined();
    await end(first.legId, dead);
    expect(await callRow(id)).toMatchObject({ state: "ended", result: "failed" });
    agent.page.close();
  });
});

describe("nobody is dialled a second time", () => {
  it("whose phone may have rung, or who is busy", async () => {
    const rung = await placed({ backup: true });
    await api.voice.say(rung.id, { name: "leg.ringing", legId: rung.first.legId });
    await rung.end(rung.first.legId, refusedWith(503));
    expect(await callRow(rung.id)).toMatchObject({ state: "ended", result: "congestion" });
    const busy = await placed({ backup: true });
    await busy.end(busy.first.legId, refusedWith(486));
    expect(await callRow(busy.id)).toMatchObject({ state: "ended", result: "busy" });
    for (const { id, agent } of [rung, busy]) {
      expect(api.voice.commands.filter((each) => each.callId === id && each.name === "dial-leg")).toHaveLength(1);
      agent.page.close();
    }
  });

  it("whose call the agent gave up at the same moment", async () => {
    for (let round = 0; round < 4; round++) {
      const { id, agent, first, end } = await placed({ backup: true });
      await Promise.all([end(first.legId, dead), agent.client.call(callEndpoints.hangUp, params(id))]);
      expect(await callRow(id)).toMatchObject({ state: "ended", result: "cancelled" });
      await api.voice.take("end-session", (each) => each.callId === id);
      expect(api.voice.commands.filter((each) => each.callId === id).at(-1)).toMatchObject({ name: "end-session" });
      agent.page.close();
    }
  });
});
