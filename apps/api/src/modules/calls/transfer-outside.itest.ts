import { agentEndpoints, callEndpoints, type LegEnd } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { trunkFactory } from "../hotlines/hotlines.factory.ts";
import { AGENT_GRANTS } from "../identity/identity.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { type AgentAtWork, aCaller, agentOnDuty, hotlineWithGroup, talking } from "./calls.factory.ts";

/** Shorter than a page's lease, so that pages which stay need no heartbeat. */
const env = { PAGE_GRACE_MS: "5000" };
async function house(): Promise<Harness> {
  const own = await startHarness({ env });
  await putSettings(own.ctx, { ringTimeoutMs: 6_000 });
  return own;
}
let api: Harness;
beforeAll(async () => {
  api = await house();
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const callRow = (id: string, own = api) => own.db.prisma.call.findUniqueOrThrow({ where: { id } });
const partsOf = (callId: string, own = api) => own.db.prisma.callPart.findMany({ where: { callId }, orderBy: { startedAt: "asc" } });
const transferOf = (callId: string, own = api) =>
  own.db.prisma.callTransfer.findFirstOrThrow({ where: { callId }, orderBy: { at: "desc" } });
const agentRow = (personId: string, own = api) => own.db.prisma.agent.findUniqueOrThrow({ where: { personId } });
const count = (callId: string, name: string) => api.db.prisma.event.count({ where: { entityId: callId, name } });
const commandsOf = (callId: string, own = api) => own.voice.commands.filter((each) => each.callId === callId);
const code = (promise: Promise<unknown>) => promise.then(() => null).catch((error: { code?: string }) => error.code);
const bye: LegEnd = { by: "remote", sipStatus: null, q850: 16, reason: "bye" };
const said = (sipStatus: number, q850: number | null = null): LegEnd => ({ by: "remote", sipStatus, q850, reason: "" });
const transfer = (agent: AgentAtWork, callId: string, number: string, callerNumber?: string, note = "请直接联系师傅") =>
  agent.client.call(callEndpoints.transfer, { ...params(callId), body: { to: { kind: "outside", number, callerNumber }, note } });
const close = (...agents: AgentAtWork[]) => {
  for (const { page } of agents) page.close();
};

/** A talk of `giver`. */
async function scene(own = api) {
  const { group, hotline } = await hotlineWithGroup(own, 60_000);
  const giver = await agentOnDuty(own, group.id);
  const { callId, legId } = await talking(own, hotline, giver);
  own.clock.advance(10_000);
  return { group, hotline, giver, callId, legId, number: aCaller() };
}

/** The same, given to an outside number, which is being dialled by `outside`. */
async function given(own = api) {
  const set = await scene(own);
  await transfer(set.giver, set.callId, set.number);
  const dialled = await own.voice.take("dial-leg", (each) => each.callId === set.callId);
  return { ...set, dialled, outside: dialled.legId };
}

/** And answered there after 4 s. */
async function connected(own = api) {
  const set = await given(own);
  await own.voice.say(set.callId, { name: "leg.ringing", legId: set.outside });
  own.clock.advance(4_000);
  await own.voice.say(set.callId, { name: "leg.answered", legId: set.outside, codec: "PCMA" });
  return set;
}

const ends = (callId: string, legId: string, end = bye, own = api) => own.voice.say(callId, { name: "leg.ended", legId, end });
const ringsAgain = (agent: AgentAtWork, callId: string) =>
  agent.contact((each) => each.id === callId && each.state === "ringing" && each.part.began === "returned");

describe("a call given to an outside number", () => {
  it("is dialled with a number that the giver may show, rings audibly, and is one call with a part of the outside party", async () => {
    const { group, hotline, giver, callId, legId, number } = await scene();
    const before = commandsOf(callId).length;
    const left = await transfer(giver, callId, ` ${number.slice(3)} `);
    expect(left).toMatchObject({
      state: "ended",
      part: { outcome: "transferred" },
      transfers: [{ state: "ringing", to: { person: null, skillGroup: null, outside: { numberFull: number } }, failure: null }],
    });
    expect(await agentRow(giver.personId)).toMatchObject({ state: "wrap_up", callId });
    const dialled = await api.voice.take("dial-leg", (each) => each.callId === callId);
    expect(dialled).toMatchObject({ to: number, from: hotline.number, trunk: { id: hotline.trunkId }, beside: legId });
    expect(
      commandsOf(callId)
        .slice(before)
        .map(({ name }) => name),
    ).toEqual(["unbridge", "hang-up-leg", "play", "dial-leg"]);
    expect(await callRow(callId)).toMatchObject({ state: "ringing" });

    const outside = dialled.legId;
    await api.voice.say(callId, { name: "leg.ringing", legId: outside });
    await api.voice.take("play", (each) => each.callId === callId && each.legId === legId && each.prompts.includes("tone/ringback"));
    await api.voice.say(callId, { name: "leg.early", legId: outside });
    expect(await api.voice.take("listen-in", (each) => each.callId === callId)).toMatchObject({ fromLeg: outside, toLeg: legId });
    api.clock.advance(4_000);
    await api.voice.say(callId, { name: "leg.answered", legId: outside, codec: "PCMA" });
    await api.voice.take("bridge", (each) => each.callId === callId && each.legA === legId && each.legB === outside);
    const seen = await giver.contact((each) => each.id === callId && each.transfers[0]?.state === "taken");
    expect(seen).toMatchObject({ state: "ended", transfers: [{ takenBy: null, failure: null }] });
    expect(
      commandsOf(callId).filter(({ name }) => name === "start-recording"),
      "the recording goes on",
    ).toHaveLength(1);

    api.clock.advance(60_000);
    await ends(callId, outside);
    await api.voice.take("end-session", (each) => each.callId === callId);
    const { client } = await api.signInNew({ grants: { ...AGENT_GRANTS, "calls.read": "all" } });
    const record = await client.call(callEndpoints.record, params(callId));
    expect(record).toMatchObject({
      result: "answered",
      endedBy: "outside",
      agent: { id: giver.personId },
      // Agents' talk alone, and the customer's wait for the answer outside.
      timings: { talkMs: 10_000, waitMs: 4_000 },
      transfers: [{ from: { id: giver.personId }, state: "taken", note: "请直接联系师傅" }],
      parts: [
        { role: "agent", person: { id: giver.personId }, outcome: "transferred" },
        {
          role: "outside",
          person: null,
          number,
          began: "transferred",
          outcome: "hung_up",
          ringMs: 4_000,
          skillGroup: { id: group.id },
          summary: null,
        },
      ],
    });
    const [, theirs] = await partsOf(callId);
    expect(theirs!.endedAt!.getTime() - theirs!.answeredAt!.getTime()).toBe(60_000);
    const { items } = await client.call(callEndpoints.list, { query: { number: record.number.slice(-11) } });
    expect(items).toMatchObject([{ id: callId, agent: { id: giver.personId } }]);
    expect(await client.call(callEndpoints.summary, params(callId)), "the outside party has no summary").toMatchObject({
      partId: record.parts[0]!.id,
    });
    expect(await giver.client.call(callEndpoints.today)).toMatchObject({ calls: 1, talkMs: 10_000 });
    close(giver);
  });

  it("from hold ends the hold; when the customer hangs up both legs end, and it was the customer", async () => {
    const { giver, callId, legId, number } = await scene();
    await giver.client.call(callEndpoints.hold, params(callId));
    await transfer(giver, callId, number);
    await api.voice.take("resume-leg", (each) => each.callId === callId && each.legId === legId);
    const { legId: outside } = await api.voice.take("dial-leg", (each) => each.callId === callId);
    await api.voice.say(callId, { name: "leg.answered", legId: outside, codec: "PCMU" });
    await ends(callId, legId);
    expect(await callRow(callId)).toMatchObject({ state: "ended", result: "answered", endedBy: "customer" });
    expect(await partsOf(callId)).toMatchObject([{ outcome: "transferred" }, { outcome: "call_ended", state: "ended" }]);
    await api.voice.take("end-session", (each) => each.callId === callId);
    close(giver);
  });

  it.each([
    ["busy", said(486, 17)],
    ["invalid_number", said(404, 1)],
    ["refused", said(603, 21)],
    ["unreachable", said(480, 20)],
    ["congestion", said(503, 34)],
    ["no_answer", { by: "timeout", sipStatus: 408, q850: null, reason: "no answer" } satisfies LegEnd],
    ["failed", { by: "timeout", sipStatus: null, q850: null, reason: "no response", code: "trunk_silent" } satisfies LegEnd],
  ] as const)("that is not reached (%s) rings at the giver again with that reason, who has it back", async (failure, end) => {
    const { giver, callId, legId, outside } = await given();
    await api.voice.say(callId, { name: "leg.ringing", legId: outside });
    await ends(callId, outside, end);
    const back = await ringsAgain(giver, callId);
    expect(back.transfers).toMatchObject([{ state: "returning", failure }]);
    await api.voice.take("play", (each) => each.callId === callId && each.legId === legId && each.first?.[0] === "zh/transfer-failed");
    expect(await partsOf(callId)).toMatchObject([
      { outcome: "transferred" },
      { role: "outside", outcome: "not_reached", summaryState: "none", state: "ended" },
      { began: "returned" },
    ]);
    await giver.connectAudio(callId);
    const talks = await giver.client.call(callEndpoints.answer, params(callId));
    expect(talks).toMatchObject({ state: "talking", transfers: [{ state: "returned", failure }] });
    close(giver);
  });

  it("that is not reached while the giver is away waits in their group, or ends with a farewell when nobody is there", async () => {
    for (const isHelped of [true, false]) {
      const { group, giver, callId, outside } = await given();
      await giver.client.call(callEndpoints.saveSummary, {
        ...params(callId),
        body: { version: 0, fields: { categoryId: null, issue: "", solution: "", result: null, custom: {} } },
      });
      await giver.client.call(agentEndpoints.ask, { body: { tabId: giver.page.tabId, state: "off_duty" } });
      await giver.client.call(agentEndpoints.continueWork);
      const helper = await agentOnDuty(api, group.id);
      const state = isHelped ? ({ state: "on_break", breakReason: "meal" } as const) : ({ state: "off_duty" } as const);
      await helper.client.call(agentEndpoints.ask, { body: { tabId: helper.page.tabId, ...state } });
      await ends(callId, outside, said(486));
      if (isHelped) expect(await callRow(callId)).toMatchObject({ state: "queued", skillGroupId: group.id });
      else expect(await callRow(callId)).toMatchObject({ state: "ended", result: "transfer_lost" });
      expect(await transferOf(callId)).toMatchObject({ state: isHelped ? "waiting" : "ended", failure: "busy" });
      close(giver, helper);
    }
  });

  it("goes by the backup trunk when the first does not take it, also when the call itself went out by the first", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const second = await trunkFactory(api.db);
    await api.db.prisma.hotline.update({ where: { id: hotline.id }, data: { backupTrunkId: second.id } });
    const giver = await agentOnDuty(api, group.id);
    const { id: callId } = await giver.client.call(callEndpoints.dial, {
      body: { id: crypto.randomUUID(), number: aCaller(), tabId: giver.page.tabId },
    });
    const { legId } = await api.voice.take("dial-leg", (each) => each.callId === callId);
    await giver.connectAudio(callId);
    await api.voice.say(callId, { name: "leg.answered", legId, codec: "PCMU" });
    api.clock.advance(1_000);
    await transfer(giver, callId, aCaller());
    const first = await api.voice.take("dial-leg", (each) => each.callId === callId);
    expect(first).toMatchObject({ trunk: { id: hotline.trunkId }, mayDialAgain: true, beside: legId });
    await ends(callId, first.legId, { by: "error", sipStatus: null, q850: null, reason: "", code: "trunk_dead" });
    const again = await api.voice.take("dial-leg", (each) => each.callId === callId);
    expect(again).toMatchObject({ to: first.to, from: first.from, trunk: { id: second.id }, mayDialAgain: false, beside: legId });
    await api.voice.say(callId, { name: "leg.answered", legId: again.legId, codec: "PCMU" });
    await api.voice.take("bridge", (each) => each.callId === callId && each.legA === legId && each.legB === again.legId);
    expect(await transferOf(callId)).toMatchObject({ state: "taken" });
    close(giver);
  });

  it("is not dialled a second time when the phone may have rung", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    await api.db.prisma.hotline.update({ where: { id: hotline.id }, data: { backupTrunkId: (await trunkFactory(api.db)).id } });
    const giver = await agentOnDuty(api, group.id);
    const { callId } = await talking(api, hotline, giver);
    api.clock.advance(1_000);
    await transfer(giver, callId, aCaller());
    const { legId } = await api.voice.take("dial-leg", (each) => each.callId === callId);
    await api.voice.say(callId, { name: "leg.ringing", legId });
    await ends(callId, legId, said(503));
    expect((await ringsAgain(giver, callId)).transfers).toMatchObject([{ failure: "congestion" }]);
    close(giver);
  });
});

describe("a transfer to an outside number is refused", () => {
  it("for numbers that cannot be dialled, caller numbers that are not granted, and people who may not call out", async () => {
    const { giver, callId } = await scene();
    for (const number of ["110", "+86 10 110", "1380013800", "王师傅", ""])
      expect(await code(transfer(giver, callId, number)), number).toMatch(/^(calls\.number_invalid|request\.invalid)$/);
    expect(await code(transfer(giver, callId, aCaller(), "+861055509999"))).toBe("calls.caller_number_denied");
    expect(await code(transfer(giver, callId, (await callRow(callId)).number))).toBe("calls.target_customer");
    expect(await callRow(callId)).toMatchObject({ state: "talking" });
    expect(await partsOf(callId)).toMatchObject([{ state: "talking", outcome: null }]);
    expect(commandsOf(callId).some(({ name }) => name === "dial-leg" || name === "unbridge")).toBe(false);
    close(giver);
  });

  it("and the directory says so before", async () => {
    const { giver } = await scene();
    const outside = async (agent: { client: AgentAtWork["client"] }) =>
      (await agent.client.call(callEndpoints.transferTargets)).outside.can;
    expect(await outside(giver)).toEqual({ choose: true, why: null });
    const { "calls.dial": _, ...grants } = AGENT_GRANTS;
    expect(await outside(await api.signInNew({ grants }))).toEqual({ choose: false, why: "not_permitted" });
    expect(await outside(await api.signInNew({}))).toEqual({ choose: false, why: "no_caller_number" });
    close(giver);
  });

  it("by voice without room: the call comes back; for a customer who left meanwhile it ends as theirs", async () => {
    const { giver, callId, number } = await scene();
    api.voice.answer((command) =>
      command.name === "dial-leg" && command.callId === callId ? { refused: "no_capacity", detail: "" } : undefined,
    );
    await transfer(giver, callId, number);
    expect((await ringsAgain(giver, callId)).transfers).toMatchObject([{ state: "returning", failure: "congestion" }]);

    const gone = await scene();
    api.voice.answer((command) =>
      command.name === "dial-leg" && command.callId === gone.callId ? { refused: "unknown_leg", detail: "" } : undefined,
    );
    await transfer(gone.giver, gone.callId, gone.number);
    await api.voice.take("dial-leg", (each) => each.callId === gone.callId);
    await ends(gone.callId, gone.legId);
    expect(await callRow(gone.callId)).toMatchObject({ state: "ended", result: "abandoned_ringing", endedBy: "customer" });
    expect(await partsOf(gone.callId)).toMatchObject([{ outcome: "transferred" }, { outcome: "call_ended", state: "ended" }]);
    api.voice.answer(() => undefined);
    close(giver, gone.giver);
  });
});

describe("at the same time", () => {
  it("the customer hangs up just as it is given, answered outside, or not reached: the call ends once, and the giver is free", async () => {
    type Set = Awaited<ReturnType<typeof scene>>;
    const moments: [string, () => Promise<Set & { outside?: string }>, (set: Set & { outside?: string }) => Promise<unknown>][] = [
      ["given", scene, ({ giver, callId, number }) => transfer(giver, callId, number)],
      ["answered", given, ({ callId, outside }) => api.voice.say(callId, { name: "leg.answered", legId: outside!, codec: null })],
      ["busy", given, ({ callId, outside }) => ends(callId, outside!, said(486))],
      ["hung up outside", connected, ({ callId, outside }) => ends(callId, outside!)],
    ];
    for (const [name, begin, act] of moments) {
      const set = await begin();
      await Promise.all([act(set).catch(() => undefined), ends(set.callId, set.legId)]);
      expect(await callRow(set.callId), name).toMatchObject({ state: "ended" });
      expect(await count(set.callId, "call.ended"), name).toBe(1);
      expect(
        (await partsOf(set.callId)).every(({ state }) => state === "ended"),
        name,
      ).toBe(true);
      expect(await api.db.prisma.callTransfer.count({ where: { callId: set.callId, endedAt: null } }), name).toBe(0);
      expect(["ready", "wrap_up"], name).toContain((await agentRow(set.giver.personId)).state);
      close(set.giver);
    }
  });

  it("the giver presses twice: one number is dialled", async () => {
    const { giver, callId, number } = await scene();
    const codes = await Promise.all([1, 2].map(() => code(transfer(giver, callId, number))));
    expect(codes.sort()).toEqual(["calls.ended", null].sort());
    await api.voice.take("dial-leg", (each) => each.callId === callId);
    expect(commandsOf(callId).filter(({ name }) => name === "dial-leg")).toHaveLength(1);
    close(giver);
  });
});

describe("a program dies", () => {
  it("the api right after the transfer: the next one dials", async () => {
    const own = await house();
    try {
      const { giver, callId, legId, number } = await scene(own);
      own.voice.answer((command) => (command.name === "dial-leg" ? "silence" : undefined));
      await transfer(giver, callId, number);
      await until(() => commandsOf(callId, own).some(({ name }) => name === "dial-leg"), "it was sent, and nobody heard of it");
      const other = await scene(own);
      await own.ctx.voice.stop();
      await until(() => own.voice.connections === 0, "its link is down");
      expect(await code(transfer(other.giver, other.callId, other.number)), "without voice nobody lets go of a call").toBe(
        "voice.unavailable",
      );
      own.voice.answer(() => undefined);
      await own.anotherProcess();
      const { legId: outside } = await own.voice.take("dial-leg", (each) => each.callId === callId);
      expect(commandsOf(callId, own).filter(({ name }) => name === "dial-leg")).toHaveLength(1);
      await own.voice.say(callId, { name: "leg.answered", legId: outside, codec: null });
      await own.voice.take("bridge", (each) => each.callId === callId && each.legA === legId && each.legB === outside);
    } finally {
      await own.stop();
    }
  });

  it.each(["while it rings outside", "while they talk"])(
    "voice, or its media process, %s: the call is lost, once, and everybody is free",
    async (when) => {
      for (const how of ["voice", "worker"]) {
        const own = await house();
        try {
          const { giver, callId, outside } = await (when === "while they talk" ? connected(own) : given(own));
          if (how === "voice") own.voice.reboot();
          else {
            await own.voice.say(callId, { name: "session.failed", reason: "killed" });
            await ends(callId, outside, { by: "error", sipStatus: null, q850: 41, reason: "media failure" }, own);
          }
          await until(async () => (await callRow(callId, own)).state === "ended", "the call is over");
          expect(await callRow(callId, own)).toMatchObject({ result: "voice_lost", endedBy: "system" });
          expect(await partsOf(callId, own)).toMatchObject([{ outcome: "transferred" }, { outcome: "voice_lost", state: "ended" }]);
          expect(await agentRow(giver.personId, own)).toMatchObject({ state: "wrap_up" });
          expect((await transferOf(callId, own)).endedAt).not.toBeNull();
        } finally {
          await own.stop();
        }
      }
    },
  );
});
