import { randomUUID } from "node:crypto";
import { agentEndpoints, callEndpoints, type LegEnd } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { type AgentAtWork, aCallId, agentOnDuty, hotlineWithGroup } from "./calls.factory.ts";

let api: Harness;
let agent: AgentAtWork;
let shown: string;
beforeAll(async () => {
  api = await startHarness();
  const { group, hotline } = await hotlineWithGroup(api);
  shown = hotline.number;
  agent = await agentOnDuty(api, group.id);
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const agentRow = () => api.db.prisma.agent.findUniqueOrThrow({ where: { personId: agent.personId } });
const dial = (number: string, more: { id?: string; callerNumber?: string } = {}) =>
  agent.client.call(callEndpoints.dial, { body: { id: aCallId(), number, tabId: agent.page.tabId, ...more } });
const ask = (state: "ready" | "on_break" | "off_duty", breakReason?: string) =>
  agent.client.call(agentEndpoints.ask, { body: { tabId: agent.page.tabId, state, ...(breakReason && { breakReason }) } });

/** Whatever the state: through wrap-up to ready. */
async function backToReady() {
  const row = await agentRow();
  if (row.state === "wrap_up") {
    const body = { version: 0, fields: { categoryId: null, issue: "", solution: "", result: null, custom: {} } };
    if (row.callId) await agent.client.call(callEndpoints.saveSummary, { ...params(row.callId), body }).catch(() => {});
    await agent.client.call(agentEndpoints.continueWork);
  }
  if ((await agentRow()).state !== "ready") await ask("ready");
}

async function legOf(callId: string): Promise<string> {
  return (await api.voice.take("dial-leg", (each) => each.callId === callId)).legId;
}
const failing = (sipStatus: number | null, q850: number | null, by: LegEnd["by"] = "remote"): LegEnd => ({
  by,
  sipStatus,
  q850,
  reason: "",
});

describe("calling out", () => {
  it("accepts a pasted number, shows a granted caller number, lets early media be heard, talks and ends", async () => {
    const contact = await dial(" +86 138-0013-8000 ");
    expect(contact).toMatchObject({
      direction: "outbound",
      state: "dialing",
      number: "+8613800138000",
      can: { hangUp: true, answer: false },
    });
    const command = await api.voice.take("dial-leg", (each) => each.callId === contact.id);
    expect(command).toMatchObject({ to: "+8613800138000", from: shown, trunk: { host: "127.0.0.1", port: 5070, transport: "udp" } });
    expect((await agentRow()).state).toBe("on_call");

    await agent.connectAudio(contact.id);
    await api.voice.say(contact.id, { name: "leg.ringing", legId: command.legId });
    expect(await api.voice.take("play", (each) => each.callId === contact.id)).toMatchObject({ prompts: ["tone/ringback"], loop: true });
    await api.voice.say(contact.id, { name: "leg.early", legId: command.legId });
    expect(await api.voice.take("listen-in", (each) => each.callId === contact.id)).toMatchObject({ fromLeg: command.legId });
    await api.voice.say(contact.id, { name: "leg.answered", legId: command.legId, codec: "PCMA" });
    await api.voice.take("bridge", (each) => each.callId === contact.id);
    await agent.contact((each) => each.id === contact.id && each.state === "talking");
    await agent.client.call(callEndpoints.hangUp, params(contact.id));
    expect(await agentRow()).toMatchObject({ state: "wrap_up" });
    await backToReady();
  });

  it("hears the ringing also when its audio comes after the ringing began", async () => {
    const { id } = await dial("13800138001");
    await api.voice.say(id, { name: "leg.early", legId: await legOf(id) });
    await agent.connectAudio(id);
    await api.voice.take("listen-in", (each) => each.callId === id);
    await agent.client.call(callEndpoints.hangUp, params(id));
    expect(await api.db.prisma.call.findUnique({ where: { id } })).toMatchObject({ state: "ended", result: "cancelled", endedBy: "agent" });
    await backToReady();
  });

  it.each([
    ["busy", failing(486, 17)],
    ["no_answer", failing(null, null, "timeout")],
    ["refused", failing(603, 21)],
    ["invalid_number", failing(404, 1)],
    ["congestion", failing(503, 34)],
    ["unreachable", failing(480, 20)],
  ])("tells %s apart, on the contact and on the record", async (result, end) => {
    const { id } = await dial("13800138002");
    await api.voice.say(id, { name: "leg.ended", legId: await legOf(id), end });
    const contact = await agent.contact((each) => each.id === id && each.state === "ended");
    expect(contact).toMatchObject({ result, cause: end.sipStatus === null ? null : { sipStatus: end.sipStatus, q850: end.q850 } });
    expect(await agent.client.call(callEndpoints.record, params(id))).toMatchObject({ result });
    await backToReady();
  });

  it("from a break goes back to that break when it fails", async () => {
    await ask("on_break", "meal");
    const { since } = await agentRow();
    api.clock.advance(2_000);
    const { id } = await dial("13800138003");
    await api.voice.say(id, { name: "leg.ended", legId: await legOf(id), end: failing(486, 17) });
    await until(async () => (await agentRow()).state === "on_break", "back on break");
    expect(await agentRow()).toMatchObject({ breakReason: "meal", callId: null, since, cameFromSince: null });
    await ask("ready");
  });

  it("with a remark begins its summary with it, which is on the record of a call that nobody answers too", async () => {
    const body = { id: randomUUID(), number: "13800138006", source: "fab", remark: " 核对收货地址 ", tabId: agent.page.tabId } as const;
    const answers = await Promise.all([1, 2].map(() => agent.client.send(callEndpoints.dial, { body })));
    expect(
      answers.map(({ status }) => status),
      "sent twice it is one call",
    ).toEqual([200, 200]);
    expect(await agent.client.call(callEndpoints.summary, params(body.id))).toMatchObject({
      state: "draft",
      version: 1,
      fields: { issue: "核对收货地址" },
    });
    await api.voice.say(body.id, { name: "leg.ended", legId: await legOf(body.id), end: failing(486, 17) });
    await agent.contact((each) => each.id === body.id && each.state === "ended");
    const record = await agent.client.call(callEndpoints.record, params(body.id));
    expect(record).toMatchObject({
      source: "fab",
      parts: [{ summary: { state: "saved", fields: { issue: "核对收货地址", result: "unreached" } } }],
    });
    const long = await agent.client.send(callEndpoints.dial, { body: { ...body, id: randomUUID(), remark: "x".repeat(501) } });
    expect(long).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    await backToReady();
  });

  it("asks for no summary when nobody answers: the result is filled in, what was typed while it rang stays, and work goes on", async () => {
    const { id } = await dial("13800138005");
    const fields = { categoryId: null, issue: "Asks about the lid", solution: "", result: null, custom: {} };
    await agent.client.call(callEndpoints.draftSummary, { ...params(id), body: { version: 0, fields } });
    await api.voice.say(id, { name: "leg.ended", legId: await legOf(id), end: failing(486, 17) });
    const contact = await agent.contact((each) => each.id === id && each.state === "ended");
    expect(contact.part.summaryState).toBe("saved");
    const summary = await agent.client.call(callEndpoints.summary, params(id));
    expect(summary).toMatchObject({ state: "saved", fields: { issue: "Asks about the lid", result: "unreached" } });
    const { agent: mine } = await agent.client.call(agentEndpoints.mine);
    expect(mine).toMatchObject({ state: "wrap_up", can: { continueWork: true } });

    const amended = { version: summary.version, fields: { ...fields, result: "follow_up" as const } };
    expect(
      await agent.client.call(callEndpoints.saveSummary, { ...params(id), body: amended }),
      "what the server filled in is completed",
    ).toMatchObject({
      state: "saved",
      fields: { result: "follow_up" },
      earlier: [],
    });
    await agent.client.call(agentEndpoints.continueWork);
    expect((await agentRow()).state).toBe("ready");
  });

  it("is the same call when the request is sent again", async () => {
    const id = aCallId();
    const [first, second] = await Promise.all([dial("13800138004", { id }), dial("13800138004", { id })]);
    const again = await dial("13800138004", { id });
    expect(again.id).toBe(first.id);
    expect(await api.db.prisma.call.count({ where: { id } })).toBe(1);
    expect(second.id).toBe(first.id);
    await until(() => api.voice.commands.some((each) => each.name === "dial-leg" && each.callId === id), "one dial-leg");
    expect(api.voice.commands.filter((each) => each.name === "dial-leg" && each.callId === id)).toHaveLength(1);
    await agent.client.call(callEndpoints.hangUp, params(id));
    await backToReady();
  });
});

describe("calling out is refused", () => {
  it("for a number that is none, in words beside the field", async () => {
    await expect(dial("12ab")).rejects.toMatchObject({ code: "calls.number_invalid", problem: { fields: { number: expect.any(String) } } });
  });
  it("for emergency numbers: help would be sent to where the hotline is", async () => {
    for (const number of ["110", "120", "+86119"])
      await expect(dial(number), number).rejects.toMatchObject({
        code: "calls.number_invalid",
        problem: { fields: { number: "emergency" } },
      });
  });
  it("by voice, which has no room: the record says so, and the agent goes on", async () => {
    for (const [why, result] of [
      ["no_capacity", "congestion"],
      ["failed", "failed"],
    ] as const) {
      api.voice.answer((command) => (command.name === "dial-leg" ? { refused: why, detail: "no port" } : undefined));
      const { id } = await dial("13800138010");
      const row = () => api.db.prisma.call.findUniqueOrThrow({ where: { id } });
      await until(async () => (await row()).state === "ended", "the call is over");
      expect(await row()).toMatchObject({ result, endedBy: "system" });
      await backToReady();
    }
    api.voice.answer(() => undefined);
  });
  it("with a caller number that no group grants", async () => {
    await expect(dial("13800138005", { callerNumber: "+8613900139000" })).rejects.toMatchObject({ code: "calls.caller_number_denied" });
  });
  it("during a call, and leaves nothing behind", async () => {
    const { id } = await dial("13800138006");
    const before = await api.db.prisma.call.count();
    await expect(dial("13800138007")).rejects.toMatchObject({ code: "calls.agent_busy" });
    expect(await api.db.prisma.call.count()).toBe(before);
    await agent.client.call(callEndpoints.hangUp, params(id));
    await backToReady();
  });
  it("off duty", async () => {
    await ask("off_duty");
    await expect(dial("13800138008")).rejects.toMatchObject({ code: "calls.off_duty" });
    await ask("ready");
  });
  it("to a person whose groups grant no number", async () => {
    const { client } = await api.signInNew();
    const page = await client.page();
    await client.call(agentEndpoints.ask, { body: { tabId: page.tabId, state: "ready" } });
    await expect(
      client.call(callEndpoints.dial, { body: { id: aCallId(), number: "13800138000", tabId: page.tabId } }),
    ).rejects.toMatchObject({ code: "calls.no_caller_number" });
  });
});

describe("numbers called lately", () => {
  it("are whole only where the agent typed them, when numbers are masked", async () => {
    const { id } = await dial("13800138011");
    await agent.client.call(callEndpoints.hangUp, params(id));
    await backToReady();
    const recent = async () => (await agent.client.call(callEndpoints.dialOptions)).recent.map(({ number }) => number);
    await api.db.prisma.call.update({ where: { id }, data: { source: "ticket" } });
    expect(await recent()).toContain("+8613800138011");
    await api.db.prisma.setting.create({ data: { key: "numberMasking", value: true } });
    await until(async () => !(await recent()).includes("+8613800138011"), "numbers are masked");
    await api.db.prisma.call.update({ where: { id }, data: { source: "dialpad" } });
    expect(await recent()).toContain("+8613800138011");
  });
});
