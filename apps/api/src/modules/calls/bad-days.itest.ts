import { randomUUID } from "node:crypto";
import { agentEndpoints, type Contact, callEndpoints } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { aCaller, agentOnDuty, hotlineWithGroup, ringing, talking } from "./calls.factory.ts";

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const call = (id: string) => api.db.prisma.call.findUniqueOrThrow({ where: { id } });
const part = (callId: string) => api.db.prisma.callPart.findFirstOrThrow({ where: { callId } });
const agentRow = (personId: string) => api.db.prisma.agent.findUniqueOrThrow({ where: { personId } });

describe("facts of the voice service", () => {
  it("are applied once, however often they come", async () => {
    const { hotline } = await hotlineWithGroup(api);
    const { callId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    const before = await call(callId);
    await api.voice.sayAgain(callId, 1);
    expect((await call(callId)).version).toBe(before.version);
    expect(api.voice.commands.filter((each) => each.name === "answer-leg" && each.callId === callId)).toHaveLength(1);
  });

  it("of a caller whose number cannot be kept begin a call all the same", async () => {
    const { hotline } = await hotlineWithGroup(api);
    const { callId } = await api.voice.arrive({ from: "\u0000\u0007anonymous\ud800", to: hotline.number });
    expect(await call(callId)).toMatchObject({ number: "" });
  });

  it("go on over one that the database lost after it was acknowledged", async () => {
    const { hotline } = await hotlineWithGroup(api);
    const { callId, legId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    await api.voice.say(callId, { name: "digit.pressed", legId, digit: "1" });
    await api.voice.say(callId, { name: "digit.pressed", legId, digit: "2" });
    await api.db.prisma.call.update({ where: { id: callId }, data: { factSeq: 1 } });
    const ended = api.voice.say(callId, { name: "leg.ended", legId, end: { by: "remote", sipStatus: 200, q850: 16, reason: "bye" } });
    await api.voice.sayAgain(callId, 4);
    await ended;
    expect(await call(callId)).toMatchObject({ state: "ended", result: "abandoned_in_queue" });
  });

  it("of sound that is missing are told to the agent, and that it is back", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId, legId } = await talking(api, hotline, agent);
    await api.voice.say(callId, { name: "media.silent", legId });
    await agent.contact((each) => each.id === callId && each.trouble === "customer_silent");
    await api.voice.say(callId, { name: "media.flowing", legId });
    await agent.contact((each) => each.id === callId && each.trouble === null);
    await agent.client.call(callEndpoints.hangUp, params(callId));
    agent.page.close();
  });
});

describe("commands to voice", () => {
  it("are forgotten a day after they were answered", async () => {
    const { hotline } = await hotlineWithGroup(api);
    const { callId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    await until(async () => (await api.db.prisma.voiceCommand.count({ where: { callId, doneAt: null } })) === 0, "all are answered");
    const before = await api.db.prisma.voiceCommand.count({ where: { callId } });
    const yesterday = new Date(api.clock.now().getTime() - 25 * 3_600_000);
    const [first] = await api.db.prisma.voiceCommand.findMany({ where: { callId }, orderBy: { seq: "asc" } });
    await api.db.prisma.voiceCommand.update({ where: { seq: first!.seq }, data: { doneAt: yesterday } });
    await api.sweep();
    expect(await api.db.prisma.voiceCommand.count({ where: { callId } })).toBe(before - 1);
  });
});

describe("a page reloaded in mid-call", () => {
  it("finds the same call and connects its sound to the same leg", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await talking(api, hotline, agent);
    const legBefore = (await part(callId)).legId;
    agent.page.close();
    const page = await agent.client.page(agent.page.tabId);
    const { inService } = await agent.client.call(callEndpoints.workbench);
    expect(inService).toMatchObject([{ id: callId, state: "talking", can: { hangUp: true } }]);
    const { legId } = await agent.client.call(callEndpoints.connectAudio, {
      ...params(callId),
      body: { tabId: page.tabId, offer: "v=0 offer after the reload" },
    });
    expect(legId).toBe(legBefore);
    await agent.client.call(callEndpoints.hangUp, params(callId));
  });

  it("in a second tab shows the call, and takes its sound only when asked to", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await talking(api, hotline, agent);
    const second = await agent.client.page();
    const body = { tabId: second.tabId, offer: "v=0 offer of the second tab" };
    await expect(agent.client.call(callEndpoints.connectAudio, { ...params(callId), body })).rejects.toMatchObject({
      code: "agents.audio_elsewhere",
    });
    await agent.client.call(agentEndpoints.takeAudio, { body: { tabId: second.tabId } });
    await agent.client.call(callEndpoints.connectAudio, { ...params(callId), body });
    await agent.client.call(callEndpoints.hangUp, params(callId));
  });
});

describe("an api process that dies", () => {
  it("loses nothing: the other one sends the commands it left and hears the facts", async () => {
    const own = await startHarness();
    try {
      const { hotline } = await hotlineWithGroup(own);
      let heard = false;
      own.voice.answer((command) => (command.name === "answer-leg" ? (heard ? { done: undefined } : "silence") : undefined));
      const { callId } = await own.voice.arrive({ from: aCaller(), to: hotline.number });
      await own.voice.take("answer-leg", (each) => each.callId === callId);
      await own.app.ctx.voice.stop();
      await until(() => own.voice.connections === 0, "its link is down");
      // Before the other process is there: what it sends into the silence it would send again only after its own time-out.
      heard = true;
      const second = await own.anotherProcess();
      // Unanswered for long enough, the command is sent again by the process that lives.
      await until(
        async () => (await own.db.prisma.voiceCommand.count({ where: { callId, doneAt: null } })) === 0,
        "all commands were answered",
        8_000,
      );
      const legId = (await own.db.prisma.call.findUniqueOrThrow({ where: { id: callId } })).customerLegId!;
      await own.voice.say(callId, { name: "leg.ended", legId, end: { by: "remote", sipStatus: 200, q850: 16, reason: "bye" } });
      expect(await second.ctx.db.prisma.call.findUniqueOrThrow({ where: { id: callId } })).toMatchObject({
        state: "ended",
        result: "abandoned_in_queue",
      });
    } finally {
      await own.stop();
    }
  });
});

describe("a voice service that dies", () => {
  it("closes its calls with the reason, and frees the agents", async () => {
    const own = await startHarness();
    try {
      const { group, hotline } = await hotlineWithGroup(own);
      const [busy, rung] = [await agentOnDuty(own, group.id), await agentOnDuty(own, group.id)];
      const first = await talkingWithSomebody(own, hotline, [busy, rung]);
      const second = await own.voice.arrive({ from: aCaller(), to: hotline.number });
      await until(
        async () => (await own.db.prisma.call.findUniqueOrThrow({ where: { id: second.callId } })).state === "ringing",
        "the second call rings",
      );
      own.voice.reboot();
      for (const callId of [first, second.callId])
        await until(
          async () => (await own.db.prisma.call.findUniqueOrThrow({ where: { id: callId } })).result === "voice_lost",
          "the call is closed as lost",
          8_000,
        );
      const rows = await own.db.prisma.agent.findMany({ where: { personId: { in: [busy.personId, rung.personId] } } });
      expect(rows.map((row) => row.state).sort()).toEqual(["ready", "wrap_up"]);
    } finally {
      await own.stop();
    }
  });

  it("takes unsent commands of its calls along: nobody is dialled by the next one", async () => {
    const own = await startHarness();
    try {
      const { group } = await hotlineWithGroup(own);
      const agent = await agentOnDuty(own, group.id);
      own.voice.answer((command) => (command.name === "dial-leg" ? "silence" : undefined));
      const id = randomUUID();
      await agent.client.call(callEndpoints.dial, { body: { id, number: "13800138123", tabId: agent.page.tabId } });
      await own.voice.take("dial-leg");
      own.voice.reboot();
      await until(
        async () => (await own.db.prisma.call.findUniqueOrThrow({ where: { id } })).result === "voice_lost",
        "the call is lost",
        8_000,
      );
      expect(await own.db.prisma.voiceCommand.count({ where: { callId: id, doneAt: null } })).toBe(0);
    } finally {
      await own.stop();
    }
  });

  it("that no longer knows a session has its call closed", async () => {
    const { hotline } = await hotlineWithGroup(api);
    api.voice.answer((command) => (command.name === "answer-leg" ? { refused: "unknown_session", detail: "gone" } : undefined));
    const { callId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    await until(async () => (await call(callId)).result === "voice_lost", "the call is closed");
    api.voice.answer(() => undefined);
  });
});

/** Whichever of the agents is rung answers. */
async function talkingWithSomebody(
  own: Harness,
  hotline: { number: string },
  agents: Awaited<ReturnType<typeof agentOnDuty>>[],
): Promise<string> {
  const { callId } = await own.voice.arrive({ from: aCaller(), to: hotline.number });
  const isRinging = (each: Contact): boolean => each.id === callId && each.state === "ringing";
  const rung = await Promise.any(agents.map((agent) => agent.contact(isRinging).then(() => agent)));
  await rung.connectAudio(callId);
  await rung.client.call(callEndpoints.answer, params(callId));
  return callId;
}

describe("summaries", () => {
  const fields = { categoryId: null, issue: "", solution: "", result: null, custom: {} };

  it("are kept while typing from the first second, and two pages never overwrite each other unseen", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await talking(api, hotline, agent);
    const draft = await agent.client.call(callEndpoints.draftSummary, {
      ...params(callId),
      body: { version: 0, fields: { ...fields, issue: "客户说" } },
    });
    expect(draft).toMatchObject({ version: 1, state: "draft", fields: { issue: "客户说" } });
    const stale = agent.client.call(callEndpoints.draftSummary, { ...params(callId), body: { version: 0, fields } });
    await expect(stale).rejects.toMatchObject({ code: "summary.conflict" });
    expect(await agent.client.call(callEndpoints.summary, params(callId))).toMatchObject({ fields: { issue: "客户说" } });
    await agent.client.call(callEndpoints.hangUp, params(callId));
    const { ended } = await agent.client.call(callEndpoints.workbench);
    expect(ended.find((each) => each.id === callId)).toMatchObject({ part: { summaryState: "draft" } });
    agent.page.close();
  });

  it("are not for others to write, nor of calls that only rang", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await ringing(api, hotline, agent);
    await expect(agent.client.call(callEndpoints.draftSummary, { ...params(callId), body: { version: 0, fields } })).rejects.toMatchObject({
      code: "calls.not_yours",
    });
    const { client } = await api.signInNew();
    await expect(client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields } })).rejects.toMatchObject({
      code: "calls.not_found",
    });
    await expect(client.call(callEndpoints.summary, params(randomUUID()))).rejects.toMatchObject({ code: "calls.not_found" });
    agent.page.close();
  });
});

describe("wrap-up time", () => {
  it("is measured from the end of the call to continued work", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await talking(api, hotline, agent);
    await agent.client.call(callEndpoints.hangUp, params(callId));
    api.clock.advance(9_000);
    const body = { version: 0, fields: { categoryId: null, issue: "", solution: "", result: null, custom: {} } };
    await agent.client.call(callEndpoints.saveSummary, { ...params(callId), body });
    await agent.client.call(agentEndpoints.continueWork);
    api.clock.advance(3_000);
    await api.sweep();
    expect(await part(callId)).toMatchObject({ wrapUpMs: 9_000 });
    expect(await agentRow(agent.personId)).toMatchObject({ state: "ready" });
    agent.page.close();
  });
});
