import { agentEndpoints, agentPushes, callEndpoints, callPushes } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { hotlineFactory, queueFlow } from "../hotlines/hotlines.factory.ts";
import { AGENT_GRANTS } from "../identity/identity.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { aCaller, agentOnDuty, hotlineWithGroup, ringing, talking } from "./calls.factory.ts";

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
  await putSettings(api.ctx, { summaryRequired: true });
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const remoteBye = { by: "remote", sipStatus: 200, q850: 16, reason: "bye" } as const;
const stateOf = async (callId: string) =>
  (await api.db.prisma.call.findUniqueOrThrow({ where: { id: callId } })) as {
    state: string;
    result: string | null;
    endedBy: string | null;
  };
const partsOf = (callId: string) => api.db.prisma.callPart.findMany({ where: { callId }, orderBy: { startedAt: "asc" } });
const agentRow = (personId: string) => api.db.prisma.agent.findUniqueOrThrow({ where: { personId } });

describe("a call to a hotline", () => {
  it("goes through the queue to a ready agent, who answers, holds, types keys, hangs up, writes the summary and works on", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId, legId, contact } = await ringing(api, hotline, agent);
    expect(contact).toMatchObject({
      direction: "inbound",
      state: "ringing",
      can: { answer: true, hangUp: false },
      skillGroup: { name: { zh: group.name, en: `${group.name}, in English` } },
    });
    await api.voice.take("answer-leg", (each) => each.callId === callId);
    expect(await api.voice.take("play", (each) => each.callId === callId)).toMatchObject({ loop: true, prompts: ["music/hold"] });

    await agent.connectAudio(callId);
    const answered = await agent.client.call(callEndpoints.answer, params(callId));
    expect(answered).toMatchObject({ state: "talking", can: { answer: false, hold: true, hangUp: true } });
    expect(await api.voice.take("bridge", (each) => each.callId === callId)).toMatchObject({ legA: legId });
    const recording = await api.voice.take("start-recording", (each) => each.callId === callId);

    expect(await agent.client.call(callEndpoints.hold, params(callId))).toMatchObject({
      state: "held",
      can: { resume: true, hold: false },
    });
    await api.voice.take("hold-leg", (each) => each.legId === legId);
    expect(await agent.client.call(callEndpoints.resume, params(callId))).toMatchObject({ state: "talking" });
    expect(await agent.client.call(callEndpoints.mute, { ...params(callId), body: { muted: true } })).toMatchObject({
      part: { muted: true },
    });
    expect(await agent.client.call(callEndpoints.sendKeys, { ...params(callId), body: { keys: "12#" } })).toMatchObject({
      part: { keysSent: "12#" },
    });
    expect(await api.voice.take("send-digits", (each) => each.legId === legId)).toMatchObject({ digits: "12#" });

    const ended = await agent.client.call(callEndpoints.hangUp, params(callId));
    expect(ended).toMatchObject({
      state: "ended",
      result: "answered",
      endedBy: "agent",
      part: { state: "ended", outcome: "hung_up", summaryState: "none" },
    });
    await api.voice.take("end-session", (each) => each.callId === callId);
    await api.voice.say(callId, {
      name: "recording.ended",
      recordingId: recording.recordingId,
      file: recording.file,
      durationMs: 4000,
      bytes: 64_058,
      sha256: "00",
    });
    await agent.page.take(agentPushes.changed, (mine) => mine.state === "wrap_up");

    await expect(agent.client.call(agentEndpoints.continueWork)).rejects.toMatchObject({ code: "agents.summary_required" });
    const fields = { categoryId: null, issue: "盖子碎了", solution: "换货", result: "resolved" as const, custom: {} };
    expect(await agent.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields } })).toMatchObject({
      state: "saved",
      version: 1,
    });
    expect(await agent.client.call(agentEndpoints.continueWork)).toMatchObject({ state: "ready", callId: null });

    const record = await agent.client.call(callEndpoints.record, params(callId));
    expect(record).toMatchObject({
      result: "answered",
      hasRecording: true,
      parts: [{ person: { id: agent.personId }, outcome: "hung_up", holds: [{}], summary: { fields: { issue: "盖子碎了" } } }],
      hops: [{ left: "answered" }],
      offers: [{ outcome: "answered" }],
    });
    expect((await agent.client.call(callEndpoints.list, { query: { mine: "true" } })).items.map((row) => row.id)).toContain(callId);
    agent.page.close();
  });

  it("is refused at the door when nobody serves the number", async () => {
    const { callId } = await api.voice.arrive({ from: aCaller(), to: "+861055550999" });
    expect(await api.voice.take("reject-leg", (each) => each.callId === callId)).toMatchObject({ sipStatus: 404 });
    expect(await api.db.prisma.call.findUnique({ where: { id: callId } })).toBeNull();
  });

  it("is refused as busy beyond the hotline's limit of calls", async () => {
    const { hotline } = await hotlineWithGroup(api);
    await api.db.prisma.hotline.update({ where: { id: hotline.id }, data: { channelLimit: 1 } });
    await api.voice.arrive({ from: aCaller(), to: hotline.number });
    const second = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    expect(await api.voice.take("reject-leg", (each) => each.callId === second.callId)).toMatchObject({ sipStatus: 486 });
  });

  it("is not answered without sound", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await ringing(api, hotline, agent);
    await expect(agent.client.call(callEndpoints.answer, params(callId))).rejects.toMatchObject({ code: "calls.audio_not_ready" });
    expect(await stateOf(callId)).toMatchObject({ state: "ringing" });
    agent.page.close();
  });

  it("cannot be answered, held or ended by somebody else", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await talking(api, hotline, agent);
    const { client: stranger } = await api.signInNew({ skillGroupIds: [group.id] });
    const { client: reader } = await api.signInNew({ skillGroupIds: [group.id], grants: { ...AGENT_GRANTS, "calls.read": "group" } });
    const page = await stranger.page();
    const connect = (client: ApiClient) =>
      client.call(callEndpoints.connectAudio, { ...params(callId), body: { tabId: page.tabId, offer: "v=0 offer of the page" } });
    for (const verb of [callEndpoints.answer, callEndpoints.hold, callEndpoints.hangUp]) {
      await expect(stranger.call(verb, params(callId)), "nor learns that it exists").rejects.toMatchObject({ code: "calls.not_found" });
      await expect(reader.call(verb, params(callId))).rejects.toMatchObject({ code: "calls.not_yours" });
    }
    await expect(connect(stranger)).rejects.toMatchObject({ code: "calls.not_found" });
    expect(await stateOf(callId)).toMatchObject({ state: "talking" });
    await agent.client.call(callEndpoints.hangUp, params(callId));
    for (const verb of [callEndpoints.answer, callEndpoints.hold, callEndpoints.hangUp])
      await expect(stranger.call(verb, params(callId))).rejects.toMatchObject({ code: "calls.not_found" });
    await expect(connect(stranger), "also after it ended").rejects.toMatchObject({ code: "calls.not_found" });
    agent.page.close();
  });
});

describe("a caller who hangs up", () => {
  it("while waiting leaves the queue", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const { callId, legId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    await api.voice.say(callId, { name: "leg.ended", legId, end: remoteBye });
    expect(await stateOf(callId)).toMatchObject({ state: "ended", result: "abandoned_in_queue", endedBy: "customer" });
    expect(await api.db.prisma.queueEntry.count({ where: { skillGroupId: group.id } })).toBe(0);
  });

  it("while it rings is taken from the agent, who is ready again", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId, legId } = await ringing(api, hotline, agent);
    await api.voice.say(callId, { name: "leg.ended", legId, end: remoteBye });
    await agent.page.take(callPushes.removed, (each) => each.id === callId);
    expect(await stateOf(callId)).toMatchObject({ result: "abandoned_ringing" });
    expect(await agentRow(agent.personId)).toMatchObject({ state: "ready", callId: null });
    agent.page.close();
  });

  it("in the instant of answering ends the same way for both, and exactly once", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    for (let round = 0; round < 8; round++) {
      const { callId, legId } = await ringing(api, hotline, agent);
      await agent.connectAudio(callId);
      const [answer] = await Promise.allSettled([
        agent.client.call(callEndpoints.answer, params(callId)),
        api.voice.say(callId, { name: "leg.ended", legId, end: remoteBye }),
      ]);
      const call = await stateOf(callId);
      expect(call.state).toBe("ended");
      expect(call.result).toBe(answer.status === "fulfilled" ? "answered" : "abandoned_ringing");
      const events = await api.db.prisma.event.findMany({ where: { entityId: callId, name: "call.ended" } });
      expect(events).toHaveLength(1);
      if ((await agentRow(agent.personId)).state === "wrap_up") {
        await agent.client.call(callEndpoints.saveSummary, {
          ...params(callId),
          body: { version: 0, fields: { categoryId: null, issue: "", solution: "", result: null, custom: {} } },
        });
        await agent.client.call(agentEndpoints.continueWork);
      }
      await until(async () => (await agentRow(agent.personId)).state === "ready", "the agent is ready again");
    }
    agent.page.close();
  });

  it("while talking or held leaves the agent in wrap-up", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId, legId } = await talking(api, hotline, agent);
    await agent.client.call(callEndpoints.hold, params(callId));
    api.clock.advance(5_000);
    await api.voice.say(callId, { name: "leg.ended", legId, end: remoteBye });
    expect(await stateOf(callId)).toMatchObject({ result: "answered", endedBy: "customer" });
    expect(await partsOf(callId)).toMatchObject([{ outcome: "call_ended", holdMs: 5_000, heldAt: null }]);
    expect(await agentRow(agent.personId)).toMatchObject({ state: "wrap_up", summaryDue: true });
    agent.page.close();
  });
});

describe("an agent who lets it ring", () => {
  it("goes to the missed break, and the caller back to the queue with the time waited", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId, contact } = await ringing(api, hotline, agent);
    api.clock.advance(60_000);
    await api.sweep();
    await agent.page.take(callPushes.removed, (each) => each.id === callId);
    expect(await agentRow(agent.personId)).toMatchObject({ state: "on_break", reason: "missed_call" });
    expect(await stateOf(callId)).toMatchObject({ state: "queued" });
    expect(await partsOf(callId)).toMatchObject([{ state: "ended", outcome: "missed", ringMs: 60_000 }]);
    const entry = await api.db.prisma.queueEntry.findUniqueOrThrow({ where: { callId } });
    expect(entry.enteredAt.toISOString()).toBe(contact.queuedAt);
    agent.page.close();
  });

  it("whose page went away gives the call to the next agent", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const first = await agentOnDuty(api, group.id);
    const { callId } = await ringing(api, hotline, first);
    const second = await agentOnDuty(api, group.id);
    first.page.close();
    await second.contact((each) => each.id === callId && each.state === "ringing");
    expect((await agentRow(first.personId)).state).not.toBe("ringing");
    second.page.close();
  });
});

describe("waiting too long", () => {
  it("leads on in the flow", async () => {
    const { hotline } = await hotlineWithGroup(api, 30_000);
    const { callId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    api.clock.advance(31_000);
    await api.sweep();
    expect(await stateOf(callId)).toMatchObject({ state: "ended", result: "ended_by_flow" });
    await api.voice.take("end-session", (each) => each.callId === callId);
  });
});

describe("a waiting caller", () => {
  it("hears their place in the queue, and how it changes", async () => {
    const { group } = await hotlineWithGroup(api);
    const flow = queueFlow(group.id);
    const [queue] = flow.nodes;
    if (queue?.kind !== "queue") throw new Error("the flow begins with its queue");
    Object.assign(queue, { announceEveryMs: 20_000, announcePrompts: ["zh/please-hold"], announcePosition: true });
    const hotline = await hotlineFactory(api.db, { flow });
    const first = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    api.clock.advance(1_000);
    const second = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    const heard = (callId: string) => api.voice.take("play", (each) => each.callId === callId);
    expect((await heard(first.callId)).first).toEqual(["zh/queue-position-before", "zh/number-1", "zh/queue-position-after"]);
    expect((await heard(second.callId)).first).toContain("zh/number-2");
    await api.voice.say(first.callId, { name: "leg.ended", legId: first.legId, end: remoteBye });
    api.clock.advance(21_000);
    await api.sweep();
    expect((await heard(second.callId)).first).toEqual([
      "zh/please-hold",
      "zh/queue-position-before",
      "zh/number-1",
      "zh/queue-position-after",
    ]);
  });
});
