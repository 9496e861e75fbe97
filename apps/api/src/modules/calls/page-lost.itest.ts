import { agentEndpoints, callEndpoints, type SummaryFields } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { type AgentAtWork, aCaller, aCallId, agentOnDuty, hotlineWithGroup, talking } from "./calls.factory.ts";

/** Shorter than a page's lease, so that pages which stay need no heartbeat. */
const GRACE_MS = 5_000;
const env = { PAGE_GRACE_MS: String(GRACE_MS) };
let api: Harness;
beforeAll(async () => {
  api = await startHarness({ env });
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const text = (issue: string): SummaryFields => ({ categoryId: null, issue, solution: "", result: null, custom: {} });
const callRow = (id: string, own = api) => own.db.prisma.call.findUniqueOrThrow({ where: { id } });
const partsOf = (callId: string, own = api) => own.db.prisma.callPart.findMany({ where: { callId }, orderBy: { startedAt: "asc" } });
const agentRow = (personId: string, own = api) => own.db.prisma.agent.findUniqueOrThrow({ where: { personId } });
const lostEvents = (callId: string) => api.db.prisma.event.findMany({ where: { entityId: callId, name: "call.page_lost" } });
const commandsOf = (callId: string, own = api) => own.voice.commands.filter((each) => each.callId === callId);
const ask = (agent: AgentAtWork, state: "ready" | "on_break") =>
  agent.client.call(agentEndpoints.ask, { body: { tabId: agent.page.tabId, state, ...(state === "on_break" && { breakReason: "meal" }) } });

/** The page is closed: its socket is gone at once, its sound a little later. */
async function closePage(agent: AgentAtWork, callId: string, own = api): Promise<void> {
  agent.page.close();
  await until(async () => !(await agentRow(agent.personId, own)).connected, "the page is missed");
  const part = (await partsOf(callId, own)).find((each) => each.personId === agent.personId && each.state !== "ended");
  await own.voice.say(callId, { name: "leg.lost", legId: part!.legId! });
}

async function scene(own = api) {
  const place = await hotlineWithGroup(own, 60_000);
  const agent = await agentOnDuty(own, place.group.id);
  return { ...place, agent };
}

/** A talk whose agent is gone, and a colleague of the group on a break. */
async function leftAlone() {
  const { group, hotline, agent } = await scene();
  const { callId, legId } = await talking(api, hotline, agent);
  const colleague = await agentOnDuty(api, group.id);
  await ask(colleague, "on_break");
  await agent.client.call(callEndpoints.draftSummary, { ...params(callId), body: { version: 0, fields: text("退款") } });
  api.clock.advance(30_000);
  await closePage(agent, callId);
  return { group, hotline, agent, colleague, callId, legId };
}

describe("an agent whose page stays away in mid-call", () => {
  it("keeps the call for the grace time, then leaves it to the next agent of the group", async () => {
    const { hotline, agent, colleague, callId, legId } = await leftAlone();
    const lostLeg = (await partsOf(callId))[0]!.legId;
    api.clock.advance(GRACE_MS - 1);
    await api.sweep();
    expect(await callRow(callId)).toMatchObject({ state: "talking" });
    const other = await api.voice.arrive({ from: aCaller(), to: hotline.number });

    const heard = commandsOf(callId).length;
    api.clock.advance(1);
    await api.sweep();
    expect(await callRow(callId)).toMatchObject({ state: "queued", trouble: null, result: null, queuedAt: api.clock.now() });
    expect(await partsOf(callId)).toMatchObject([{ state: "ended", outcome: "page_lost", endedAt: api.clock.now(), trouble: null }]);
    expect(await agentRow(agent.personId)).toMatchObject({ state: "off_duty", reason: "disconnected", callId: null, callsToday: 1 });
    await until(() => commandsOf(callId).length >= heard + 3, "voice has its commands");
    expect(commandsOf(callId).slice(heard)).toMatchObject([
      { name: "unbridge" },
      { name: "hang-up-leg", legId: lostLeg },
      { name: "play", legId, loop: true, first: ["zh/agent-lost"] },
    ]);

    // The other caller has waited longer, but the one who was cut off goes first.
    api.clock.advance(4_000);
    await ask(colleague, "ready");
    await colleague.contact((each) => each.id === callId && each.state === "ringing");
    expect(await callRow(other.callId)).toMatchObject({ state: "queued" });
    await colleague.connectAudio(callId);
    await colleague.client.call(callEndpoints.answer, params(callId));
    api.clock.advance(10_000);
    await colleague.client.call(callEndpoints.hangUp, params(callId));

    const record = await colleague.client.call(callEndpoints.record, params(callId));
    expect(record).toMatchObject({
      result: "answered",
      endedBy: "agent",
      timings: { waitMs: 4_000, talkMs: 30_000 + GRACE_MS + 10_000 },
      hops: [
        { why: "flow", left: "answered" },
        { why: "page_lost", left: "answered", waitMs: 4_000 },
      ],
      parts: [
        { person: { id: agent.personId }, outcome: "page_lost" },
        { person: { id: colleague.personId }, outcome: "hung_up" },
      ],
    });
    expect(await lostEvents(callId)).toMatchObject([{ data: { agentId: agent.personId, next: "queued" } }]);
    const { inService, ended } = await agent.client.call(callEndpoints.workbench);
    expect(inService).toEqual([]);
    expect(ended).toMatchObject([{ id: callId, state: "ended", part: { outcome: "page_lost", summaryState: "draft" } }]);
    expect(await agent.client.call(callEndpoints.summary, params(callId))).toMatchObject({ fields: { issue: "退款" } });
    colleague.page.close();
  });

  it("leaves a caller on hold without the music of the hold", async () => {
    const { group, hotline, agent } = await scene();
    const { callId, legId } = await talking(api, hotline, agent);
    const colleague = await agentOnDuty(api, group.id);
    await ask(colleague, "on_break");
    await agent.client.call(callEndpoints.hold, params(callId));
    await closePage(agent, callId);
    api.clock.advance(GRACE_MS);
    await api.sweep();
    await api.voice.take("resume-leg", (each) => each.callId === callId && each.legId === legId);
    expect(await partsOf(callId)).toMatchObject([{ state: "ended", outcome: "page_lost", holdMs: GRACE_MS, heldAt: null }]);
    expect(await api.db.prisma.hold.count({ where: { part: { callId }, end: null } })).toBe(0);
    colleague.page.close();
  });

  it("with nobody on duty in the group: the caller hears a farewell, and the record says why", async () => {
    const { hotline, agent } = await scene();
    const { callId, legId } = await talking(api, hotline, agent);
    await closePage(agent, callId);
    api.clock.advance(GRACE_MS);
    await api.sweep();
    const { farewell } = await api.voice.take("end-session", (each) => each.callId === callId);
    expect(farewell).toEqual({ legId, prompts: ["zh/agent-lost-farewell"] });
    expect(await agentRow(agent.personId)).toMatchObject({ state: "off_duty", reason: "disconnected" });
    expect(await agent.client.call(callEndpoints.record, params(callId))).toMatchObject({
      result: "page_lost",
      endedBy: "system",
      hops: [{ why: "flow" }],
      parts: [{ outcome: "page_lost" }],
    });
    const { ended } = await agent.client.call(callEndpoints.workbench);
    expect(ended).toMatchObject([{ id: callId, result: "page_lost", part: { summaryState: "none" } }]);
    await api.voice.say(callId, { name: "leg.ended", legId, end: { by: "local", sipStatus: null, q850: null, reason: "hung up" } });
    expect(await callRow(callId)).toMatchObject({ result: "page_lost", endedBy: "system" });
  });

  it("in a call out: the customer hears a farewell, and before the answer the call is cancelled", async () => {
    for (const answered of [true, false]) {
      const { agent } = await scene();
      const id = aCallId();
      await agent.client.call(callEndpoints.dial, { body: { id, number: aCaller(), tabId: agent.page.tabId } });
      const { legId } = await api.voice.take("dial-leg", (each) => each.callId === id);
      await agent.connectAudio(id);
      if (answered) await api.voice.say(id, { name: "leg.answered", legId, codec: "PCMU" });
      await closePage(agent, id);
      api.clock.advance(GRACE_MS);
      await api.sweep();
      const end = await api.voice.take("end-session", (each) => each.callId === id);
      expect(end.farewell).toEqual(answered ? { legId, prompts: ["zh/agent-lost-farewell"] } : undefined);
      expect(await callRow(id)).toMatchObject({ state: "ended", result: "page_lost" });
      expect(await partsOf(id)).toMatchObject([{ outcome: "page_lost" }]);
      expect(await agentRow(agent.personId)).toMatchObject({ state: "off_duty", reason: "disconnected", callsToday: answered ? 1 : 0 });
      expect((await agent.client.call(callEndpoints.workbench)).ended).toMatchObject([{ id, result: "page_lost" }]);
    }
  });
});

describe("a call is not taken from an agent", () => {
  it("who is back within the grace time", async () => {
    const { agent, colleague, callId } = await leftAlone();
    api.clock.advance(GRACE_MS - 1);
    await api.sweep();
    const back = await agent.client.page(agent.page.tabId);
    await until(async () => (await agentRow(agent.personId)).connected, "the page is back");
    api.clock.advance(GRACE_MS);
    await api.sweep();
    expect(await callRow(callId)).toMatchObject({ state: "talking" });
    expect(await agentRow(agent.personId)).toMatchObject({ state: "on_call", callId });
    expect(await lostEvents(callId)).toEqual([]);
    back.close();
    colleague.page.close();
  });

  it("whose sound still flows, until it is lost too", async () => {
    const { hotline, agent } = await scene();
    const { callId } = await talking(api, hotline, agent);
    agent.page.close();
    await until(async () => !(await agentRow(agent.personId)).connected, "the page is missed");
    api.clock.advance(GRACE_MS * 3);
    await api.sweep();
    expect(await callRow(callId)).toMatchObject({ state: "talking" });
    const [part] = await partsOf(callId);
    await api.voice.say(callId, { name: "leg.lost", legId: part!.legId! });
    await api.sweep();
    expect(await callRow(callId)).toMatchObject({ state: "ended", result: "page_lost" });
  });

  it("twice, although two processes look at the same moment", async () => {
    const own = await startHarness({ env });
    try {
      const second = await own.anotherProcess();
      const { hotline, agent } = await scene(own);
      const { callId } = await talking(own, hotline, agent);
      await closePage(agent, callId, own);
      own.clock.advance(GRACE_MS);
      await Promise.all([own.ctx.sweeper.runAll(), second.ctx.sweeper.runAll(), own.ctx.sweeper.runAll(), second.ctx.sweeper.runAll()]);
      expect(await own.db.prisma.event.count({ where: { entityId: callId, name: "call.page_lost" } })).toBe(1);
      expect(await own.db.prisma.event.count({ where: { entityId: callId, name: "call.ended" } })).toBe(1);
      await own.voice.take("end-session", (each) => each.callId === callId);
      expect(commandsOf(callId, own).filter(({ name }) => name === "end-session")).toHaveLength(1);
    } finally {
      await own.stop();
    }
  });
});

describe("at the same time", () => {
  it("the page comes back just as it is given up: it has the call, or it is off duty and the call waits", async () => {
    for (let round = 0; round < 6; round++) {
      const { agent, colleague, callId } = await leftAlone();
      api.clock.advance(GRACE_MS);
      const [back] = await Promise.all([agent.client.page(agent.page.tabId), api.sweep()]);
      await until(async () => (await agentRow(agent.personId)).connected || (await lostEvents(callId)).length > 0, "one of both happened");
      const { state, connected, callId: now } = await agentRow(agent.personId);
      const [part] = await partsOf(callId);
      const kept = { agent: ["on_call", true, callId], part: null, call: "talking" };
      const lost = { agent: ["off_duty", false, null], part: "page_lost", call: "queued" };
      const is = { agent: [state, connected, now], part: part!.outcome, call: (await callRow(callId)).state };
      expect([kept, lost]).toContainEqual(is);
      back.close();
      colleague.page.close();
    }
  });

  it("the customer hangs up just as the page is given up: the call ends once", async () => {
    for (let round = 0; round < 4; round++) {
      const { callId, legId, colleague } = await leftAlone();
      api.clock.advance(GRACE_MS);
      const bye = { by: "remote", sipStatus: 200, q850: 16, reason: "bye" } as const;
      await Promise.all([api.voice.say(callId, { name: "leg.ended", legId, end: bye }), api.sweep()]);
      expect(await callRow(callId)).toMatchObject({ state: "ended", endedBy: "customer" });
      expect(await api.db.prisma.event.count({ where: { entityId: callId, name: "call.ended" } })).toBe(1);
      expect(await api.db.prisma.queueEntry.count({ where: { callId } })).toBe(0);
      colleague.page.close();
    }
  });
});

describe("an api process that dies right after it gave the page up", () => {
  it("leaves the commands to the next one", async () => {
    const own = await startHarness({ env });
    try {
      const { group, hotline, agent } = await scene(own);
      const { callId } = await talking(own, hotline, agent);
      const colleague = await agentOnDuty(own, group.id);
      await closePage(agent, callId, own);
      await own.ctx.voice.stop();
      await until(() => own.voice.connections === 0, "its link is down");
      own.clock.advance(GRACE_MS);
      await own.ctx.sweeper.runAll();
      expect(await callRow(callId, own)).toMatchObject({ state: "ringing" });
      await own.anotherProcess();
      await own.voice.take("unbridge", (each) => each.callId === callId);
      await own.voice.take("play", (each) => each.callId === callId && each.first?.includes("zh/agent-lost") === true);
      expect(await agentRow(colleague.personId, own)).toMatchObject({ state: "ringing", callId });
    } finally {
      await own.stop();
    }
  });
});

describe("a caller that vanished without a BYE", () => {
  it("leaves the queue, and the record says why", async () => {
    const { hotline, agent } = await scene();
    await ask(agent, "on_break");
    const { callId, legId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    const end = { by: "timeout", sipStatus: null, q850: null, reason: "no RTP for 60 s", code: "no_rtp" } as const;
    await api.voice.say(callId, { name: "leg.ended", legId, end });
    const { client } = await api.signInNew({ grants: { "calls.read": "all" } });
    expect(await client.call(callEndpoints.record, params(callId))).toMatchObject({
      result: "abandoned_in_queue",
      endedBy: "carrier",
      hops: [{ left: "ended" }],
      legs: [{ endedBy: "timeout", endCode: "no_rtp" }],
    });
    expect(await api.db.prisma.queueEntry.count({ where: { callId } })).toBe(0);
    agent.page.close();
  });
});
