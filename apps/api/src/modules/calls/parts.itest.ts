import { randomUUID } from "node:crypto";
import { agentEndpoints, callEndpoints, type SummaryFields } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { type AgentAtWork, agentOnDuty, hotlineWithGroup, ringing, talking } from "./calls.factory.ts";

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const callRow = (id: string) => api.db.prisma.call.findUniqueOrThrow({ where: { id } });
const partsOf = (callId: string) => api.db.prisma.callPart.findMany({ where: { callId }, orderBy: { startedAt: "asc" } });
const agentRow = (personId: string) => api.db.prisma.agent.findUniqueOrThrow({ where: { personId } });
const eventsOf = (callId: string, name: string) => api.db.prisma.event.findMany({ where: { entityId: callId, name } });
const remoteBye = { by: "remote", sipStatus: 200, q850: 16, reason: "bye" } as const;
const text = (issue: string): SummaryFields => ({ categoryId: null, issue, solution: "", result: null, custom: {} });

async function scene() {
  const place = await hotlineWithGroup(api);
  return { ...place, agent: await agentOnDuty(api, place.group.id) };
}

/** Through wrap-up, or the break after a missed call, to ready. */
async function backToReady(agent: AgentAtWork, callId: string): Promise<void> {
  const { state } = await agentRow(agent.personId);
  if (state === "wrap_up") {
    await agent.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields: text("") } }).catch(() => {});
    await agent.client.call(agentEndpoints.continueWork);
  } else if (state !== "ready") await agent.client.call(agentEndpoints.ask, { body: { tabId: agent.page.tabId, state: "ready" } });
}

describe("a part", () => {
  it("begins with its ring, and a second ring is a second part", async () => {
    const { hotline, agent } = await scene();
    const { callId } = await ringing(api, hotline, agent);
    const [first] = await partsOf(callId);
    expect(first).toMatchObject({ role: "agent", state: "ringing", personId: agent.personId, began: "offered", outcome: null });
    expect(await agentRow(agent.personId)).toMatchObject({ callId, partId: first!.id });
    api.clock.advance(21_000);
    await api.sweep();
    expect(await agentRow(agent.personId)).toMatchObject({ state: "on_break", callId: null, partId: null });
    await backToReady(agent, callId);
    const again = await agent.contact((each) => each.id === callId && each.state === "ringing" && each.part.id !== first!.id);
    await agent.connectAudio(callId);
    api.clock.advance(2_000);
    await agent.client.call(callEndpoints.answer, params(callId));
    expect(await partsOf(callId)).toMatchObject([
      { id: first!.id, state: "ended", outcome: "missed", ringMs: 21_000, answeredAt: null },
      { id: again.part.id, state: "talking", outcome: null, ringMs: 2_000 },
    ]);
    await agent.client.call(callEndpoints.hangUp, params(callId));
    const record = await agent.client.call(callEndpoints.record, params(callId));
    expect(record.parts.map(({ outcome }) => outcome)).toEqual(["missed", "hung_up"]);
    expect(record).toMatchObject({ agent: { id: agent.personId }, timings: { ringMs: 2_000 } });
    agent.page.close();
  });

  it("keeps what the agent did in it, and every change is a newer version of the contact", async () => {
    const { hotline, agent } = await scene();
    const { callId } = await talking(api, hotline, agent);
    let before = (await agent.contact((each) => each.id === callId && each.state === "talking")).version;
    const newer = async (answer: Promise<{ version: number }>): Promise<void> => {
      const { version } = await answer;
      expect(version).toBeGreaterThan(before);
      before = version;
    };
    await newer(agent.client.call(callEndpoints.mute, { ...params(callId), body: { muted: true } }));
    await newer(agent.client.call(callEndpoints.sendKeys, { ...params(callId), body: { keys: "7" } }));
    await newer(agent.client.call(callEndpoints.hold, params(callId)));
    api.clock.advance(3_000);
    await newer(agent.client.call(callEndpoints.resume, params(callId)));
    const [part] = await partsOf(callId);
    await api.voice.say(callId, { name: "leg.lost", legId: part!.legId! });
    await newer(agent.contact((each) => each.id === callId && each.trouble === "agent_leg_lost"));
    await newer(agent.client.call(callEndpoints.hangUp, params(callId)));
    api.clock.advance(4_000);
    await backToReady(agent, callId);
    await api.sweep();
    expect(await partsOf(callId)).toMatchObject([
      { state: "ended", muted: true, keysSent: "7", holdMs: 3_000, wrapUpMs: 4_000, trouble: null, summaryState: "saved" },
    ]);
    agent.page.close();
  });

  it("hears of a customer who was silent before it began", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const { callId, legId } = await api.voice.arrive({ from: "+8613800138777", to: hotline.number });
    await api.voice.say(callId, { name: "media.silent", legId });
    const agent = await agentOnDuty(api, group.id);
    expect(await agent.contact((each) => each.id === callId)).toMatchObject({ state: "ringing", trouble: "customer_silent" });
    await api.voice.say(callId, { name: "media.flowing", legId });
    await agent.contact((each) => each.id === callId && each.trouble === null);
    agent.page.close();
  });

  it("of a call that voice lost ends with that reason", async () => {
    const { hotline, agent } = await scene();
    const { callId } = await talking(api, hotline, agent);
    await api.voice.say(callId, { name: "session.failed", reason: "worker died" });
    expect(await partsOf(callId)).toMatchObject([{ state: "ended", outcome: "voice_lost" }]);
    agent.page.close();
  });
});

describe("at the same time", () => {
  it("two answers: one counts", async () => {
    const { hotline, agent } = await scene();
    for (let round = 0; round < 6; round++) {
      const { callId } = await ringing(api, hotline, agent);
      await agent.connectAudio(callId);
      const answers = await Promise.allSettled([1, 2, 3].map(() => agent.client.call(callEndpoints.answer, params(callId))));
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await eventsOf(callId, "call.answered")).toHaveLength(1);
      expect(await partsOf(callId)).toMatchObject([{ state: "talking" }]);
      await agent.client.call(callEndpoints.hangUp, params(callId));
      await backToReady(agent, callId);
    }
    agent.page.close();
  });

  it("an answer and the end of the ring time: the part is either answered or not, and the agent is where it says", async () => {
    for (let round = 0; round < 5; round++) {
      const { hotline, agent } = await scene();
      const { callId } = await ringing(api, hotline, agent);
      await agent.connectAudio(callId);
      api.clock.advance(21_000);
      const [answer] = await Promise.allSettled([agent.client.call(callEndpoints.answer, params(callId)), api.sweep()]);
      const [part, ...others] = await partsOf(callId);
      expect(others).toEqual([]);
      const answered = answer.status === "fulfilled";
      expect(part).toMatchObject(answered ? { state: "talking", outcome: null } : { state: "ended", answeredAt: null });
      // The clock's jump is longer than the page's lease, so the sweep may also withdraw the ring.
      const states = { talking: "on_call", missed: "on_break", withdrawn: "ready" } as const;
      const { state, partId } = await agentRow(agent.personId);
      expect({ state, partId }).toEqual({
        state: states[(part!.outcome ?? part!.state) as keyof typeof states],
        partId: answered ? part!.id : null,
      });
      agent.page.close();
    }
  });

  it("both hang up: the call and the part end once, by whoever was first", async () => {
    const { hotline, agent } = await scene();
    for (let round = 0; round < 6; round++) {
      const { callId, legId } = await talking(api, hotline, agent);
      await Promise.allSettled([
        agent.client.call(callEndpoints.hangUp, params(callId)),
        api.voice.say(callId, { name: "leg.ended", legId, end: remoteBye }),
      ]);
      expect(await eventsOf(callId, "call.ended")).toHaveLength(1);
      const { endedBy } = await callRow(callId);
      expect(await partsOf(callId)).toMatchObject([{ state: "ended", outcome: endedBy === "agent" ? "hung_up" : "call_ended" }]);
      expect((await agentRow(agent.personId)).state).toBe("wrap_up");
      await backToReady(agent, callId);
    }
    agent.page.close();
  });
});

describe("a call with the parts of two people", () => {
  /** The first handed the call on to the second, who talks with the customer. */
  async function handedOn() {
    const { group, hotline, agent: first } = await scene();
    const second = (await api.signInNew({ skillGroupIds: [group.id] })).client;
    const secondId = second.session!.me.id;
    const { callId } = await talking(api, hotline, first);
    const call = await callRow(callId);
    api.clock.advance(10_000);
    const now = api.clock.now();
    await api.db.prisma.callPart.updateMany({ where: { callId }, data: { state: "ended", outcome: "hung_up", endedAt: now } });
    await api.db.prisma.callPart.create({
      data: {
        id: randomUUID(),
        callId,
        role: "agent",
        state: "talking",
        personId: secondId,
        skillGroupId: group.id,
        legId: randomUUID(),
        began: "offered",
        callStartedAt: call.startedAt,
        startedAt: now,
        answeredAt: now,
        ringMs: 1_500,
      },
    });
    return { callId, group, first, second, secondId };
  }

  it("shows each of them their own part, and what they can do in it", async () => {
    const { callId, first, second, secondId } = await handedOn();
    const ofFirst = await first.client.call(callEndpoints.workbench);
    expect(ofFirst.inService).toEqual([]);
    expect(ofFirst.ended).toMatchObject([
      { id: callId, state: "ended", part: { outcome: "hung_up" }, can: { hangUp: false, summarize: true } },
    ]);
    const ofSecond = await second.call(callEndpoints.workbench);
    expect(ofSecond.inService).toMatchObject([{ id: callId, state: "talking", can: { hangUp: true, hold: true } }]);
    await expect(first.client.call(callEndpoints.hold, params(callId))).rejects.toMatchObject({ code: "calls.ended" });
    expect(await second.call(callEndpoints.mute, { ...params(callId), body: { muted: true } })).toMatchObject({ part: { muted: true } });
    expect((await partsOf(callId)).map(({ personId, muted }) => [personId, muted])).toEqual([
      [first.personId, false],
      [secondId, true],
    ]);
    first.page.close();
  });

  it("has a summary of each, which the other's does not touch", async () => {
    const { callId, first, second, group } = await handedOn();
    const write = (client: typeof second, issue: string) =>
      client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields: text(issue) } });
    const [a, b] = [await write(first.client, "what the first heard"), await write(second, "what the second did")];
    expect(a.partId).not.toBe(b.partId);
    expect(await first.client.call(callEndpoints.summary, params(callId))).toMatchObject({
      fields: { issue: "what the first heard" },
      version: 1,
    });
    expect(await second.call(callEndpoints.summary, params(callId))).toMatchObject({
      fields: { issue: "what the second did" },
      version: 1,
    });
    const lead = (await api.signInNew({ grants: grant("group", "calls.read", "summaries.write"), skillGroupIds: [group.id] })).client;
    expect(await lead.call(callEndpoints.summary, params(callId))).toMatchObject({ fields: { issue: "what the second did" } });
    await expect(write(lead, "")).rejects.toMatchObject({ code: "calls.not_yours" });
    const { parts } = await lead.call(callEndpoints.record, params(callId));
    expect(parts.map(({ summary }) => summary?.fields.issue)).toEqual(["what the first heard", "what the second did"]);
    first.page.close();
  });

  it("is a record of both, each with their own part, and of nobody else", async () => {
    const { callId, first, second, secondId } = await handedOn();
    await first.client.call(callEndpoints.draftSummary, { ...params(callId), body: { version: 0, fields: text("draft") } });
    const mine = async (client: typeof second, query: Record<string, string> = {}) =>
      (await client.call(callEndpoints.list, { query: { mine: "true", ...query } })).items.filter((row) => row.id === callId);
    expect(await mine(first.client)).toMatchObject([{ agent: { id: first.personId }, summaryState: "draft" }]);
    expect(await mine(second)).toMatchObject([{ agent: { id: secondId }, summaryState: "none", timings: { ringMs: 1_500 } }]);
    expect(await mine(first.client, { summaryState: "none" })).toEqual([]);
    expect(await mine(second, { summaryState: "none" })).toHaveLength(1);
    const all = (await api.signInNew({ grants: grant("all", "calls.read") })).client;
    const found = async (query: Record<string, string>) =>
      (await all.call(callEndpoints.list, { query })).items.filter((row) => row.id === callId);
    expect(await found({})).toMatchObject([{ agent: { id: secondId } }]);
    expect(await found({ agentId: first.personId })).toMatchObject([{ agent: { id: first.personId }, summaryState: "draft" }]);
    expect(await found({ agentId: secondId })).toMatchObject([{ agent: { id: secondId } }]);
    const stranger = (await api.signInNew({ grants: grant("own", "calls.read") })).client;
    await expect(stranger.call(callEndpoints.record, params(callId))).rejects.toMatchObject({ code: "calls.not_found" });
    first.page.close();
  });

  it("is one line in the list of somebody who has two parts in it, page by page", async () => {
    const { hotline, agent } = await scene();
    const before = await talking(api, hotline, agent);
    await agent.client.call(callEndpoints.hangUp, params(before.callId));
    await backToReady(agent, before.callId);
    api.clock.advance(5_000);
    const { callId } = await talking(api, hotline, agent);
    await agent.client.call(callEndpoints.hangUp, params(callId));
    const [part] = await partsOf(callId);
    api.clock.advance(1_000);
    await api.db.prisma.callPart.create({ data: { ...part!, id: randomUUID(), startedAt: api.clock.now(), summaryState: "saved" } });
    const page = (cursor?: string | null) =>
      agent.client.call(callEndpoints.list, { query: { mine: "true", limit: "1", ...(cursor && { cursor }) } });
    const first = await page();
    expect(first.items).toMatchObject([{ id: callId, summaryState: "saved" }]);
    const second = await page(first.nextCursor);
    expect(second.items.map(({ id }) => id)).toEqual([before.callId]);
    expect(second.nextCursor).toBeNull();
    agent.page.close();
  });
});
