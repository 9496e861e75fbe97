import { randomUUID } from "node:crypto";
import { agentEndpoints, callEndpoints, type SummaryFields } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { grant } from "../identity/identity.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { type AgentAtWork, aCaller, agentOnDuty, hotlineWithGroup, ringing, talking } from "./calls.factory.ts";

/** Shorter than a page's lease, so that pages which stay need no heartbeat. */
const env = { PAGE_GRACE_MS: "5000" };
/** Two rings in a row fit into a page's lease. */
const RING_MS = 6_000;
async function house(): Promise<Harness> {
  const own = await startHarness({ env });
  await putSettings(own.ctx, { ringTimeoutMs: RING_MS });
  return own;
}
let api: Harness;
beforeAll(async () => {
  api = await house();
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const text = (issue: string): SummaryFields => ({ categoryId: null, issue, solution: "", result: null, custom: {} });
const callRow = (id: string, own = api) => own.db.prisma.call.findUniqueOrThrow({ where: { id } });
const partsOf = (callId: string, own = api) => own.db.prisma.callPart.findMany({ where: { callId }, orderBy: { startedAt: "asc" } });
const transfersOf = (callId: string, own = api) => own.db.prisma.callTransfer.findMany({ where: { callId }, orderBy: { at: "asc" } });
const agentRow = (personId: string, own = api) => own.db.prisma.agent.findUniqueOrThrow({ where: { personId } });
const count = (callId: string, name: string, own = api) => own.db.prisma.event.count({ where: { entityId: callId, name } });
const commandsOf = (callId: string, own = api) => own.voice.commands.filter((each) => each.callId === callId);
const bye = { by: "remote", sipStatus: 200, q850: 16, reason: "bye" } as const;
const ask = (agent: AgentAtWork, state: "ready" | "on_break" | "off_duty") =>
  agent.client.call(agentEndpoints.ask, { body: { tabId: agent.page.tabId, state, ...(state === "on_break" && { breakReason: "meal" }) } });
const toPerson = ({ personId }: AgentAtWork) => ({ kind: "person", personId }) as const;
const toGroup = ({ id }: { id: string }) => ({ kind: "group", skillGroupId: id }) as const;
const transfer = (
  agent: AgentAtWork,
  callId: string,
  to: ReturnType<typeof toPerson> | ReturnType<typeof toGroup>,
  note = "答应今天退款",
) => agent.client.call(callEndpoints.transfer, { ...params(callId), body: { to, note } });
const rings = (agent: AgentAtWork, callId: string) => agent.contact((each) => each.id === callId && each.state === "ringing");
const ringsAgain = (agent: AgentAtWork, callId: string) =>
  agent.contact((each) => each.id === callId && each.state === "ringing" && each.part.began === "returned");
const answer = async (agent: AgentAtWork, callId: string) => {
  await agent.connectAudio(callId);
  return agent.client.call(callEndpoints.answer, params(callId));
};
const code = (promise: Promise<unknown>) => promise.then(() => null).catch((error: { code?: string }) => error.code);

async function closePage(agent: AgentAtWork, own = api): Promise<void> {
  agent.page.close();
  await until(async () => !(await agentRow(agent.personId, own)).connected, "the page is missed");
}

/** A talk of `giver`, and a ready colleague in a group of their own. */
async function scene(own = api) {
  const { group, hotline } = await hotlineWithGroup(own, 60_000);
  const giver = await agentOnDuty(own, group.id);
  const { callId, legId } = await talking(own, hotline, giver);
  own.clock.advance(1_000);
  const other = await skillGroupFactory(own.db);
  const colleague = await agentOnDuty(own, other.id);
  return { group, hotline, giver, callId, legId, other, colleague };
}

/** The same, given to the colleague, at whom it rings. */
async function given(own = api) {
  const set = await scene(own);
  await transfer(set.giver, set.callId, toPerson(set.colleague));
  await rings(set.colleague, set.callId);
  return set;
}

/** And let ring until it comes back to the giver, who is in wrap-up. */
async function returning() {
  const set = await given();
  api.clock.advance(RING_MS);
  await api.sweep();
  await ringsAgain(set.giver, set.callId);
  return set;
}

const close = (...agents: AgentAtWork[]) => {
  for (const { page } of agents) page.close();
};

describe("a call given to a colleague", () => {
  it("rings at once; the giver wraps up, the customer hears music, and the receiver sees who, why and what was written", async () => {
    const { giver, colleague, callId, legId } = await scene();
    await giver.client.call(callEndpoints.draftSummary, { ...params(callId), body: { version: 0, fields: text("退款三天没到账") } });
    api.clock.advance(10_000);
    const [mine] = await partsOf(callId);
    const heard = commandsOf(callId).length;
    const before = await giver.contact((each) => each.id === callId && each.state === "talking");
    const left = await transfer(giver, callId, toPerson(colleague));
    expect(left.queuedAt, "how long the customer had waited for the giver").toBe(before.queuedAt);
    expect(left).toMatchObject({
      state: "ended",
      part: { outcome: "transferred" },
      can: { transfer: false, hangUp: false, summarize: true },
      transfers: [{ state: "ringing", to: { person: { id: colleague.personId } }, note: "答应今天退款", endedAt: null }],
    });
    expect(await agentRow(giver.personId)).toMatchObject({ state: "wrap_up", callId, partId: mine!.id, summaryDue: true });
    const seen = await rings(colleague, callId);
    expect(seen).toMatchObject({
      part: { began: "transferred", role: "agent" },
      transfers: [{ from: { id: giver.personId }, note: "答应今天退款", state: "ringing" }],
    });
    expect(seen.number).toBe(left.number);
    await until(() => commandsOf(callId).length >= heard + 3, "voice has its commands");
    expect(commandsOf(callId).slice(heard, heard + 3)).toMatchObject([
      { name: "unbridge" },
      { name: "hang-up-leg", legId: mine!.legId },
      { name: "play", legId, loop: true, prompts: ["music/hold"] },
    ]);
    const { items } = await colleague.client.call(callEndpoints.givenSummaries, params(callId));
    expect(items).toMatchObject([{ by: { id: giver.personId }, state: "draft", fields: { issue: "退款三天没到账" } }]);

    api.clock.advance(5_000);
    const taken = await answer(colleague, callId);
    expect(taken).toMatchObject({ state: "talking", transfers: [{ state: "taken", takenBy: { id: colleague.personId }, failure: null }] });
    await giver.contact((each) => each.id === callId && each.transfers[0]?.state === "taken");
    await api.voice.take("bridge", (each) => each.callId === callId && each.legA === legId && each.legB !== mine!.legId);
    expect(commandsOf(callId).filter(({ name }) => name === "start-recording")).toHaveLength(1);
    api.clock.advance(10_000);
    await colleague.client.call(callEndpoints.hangUp, params(callId));
    const { client } = await api.signInNew({ grants: { "calls.read": "all" } });
    const record = await client.call(callEndpoints.record, params(callId));
    expect(record).toMatchObject({
      result: "answered",
      agent: { id: colleague.personId },
      timings: { talkMs: 21_000, waitMs: 5_000 },
      transfers: [{ from: { id: giver.personId }, state: "taken" }],
      parts: [
        { person: { id: giver.personId }, began: "offered", outcome: "transferred", summary: { fields: { issue: "退款三天没到账" } } },
        { person: { id: colleague.personId }, began: "transferred", outcome: "hung_up", ringMs: 5_000 },
      ],
    });
    const list = await client.call(callEndpoints.list, { query: { number: record.number.slice(-11) } });
    expect(list.items.map(({ id }) => id)).toEqual([callId]);
    expect(await agentRow(giver.personId)).toMatchObject({ callsToday: 1 });
    expect(await agentRow(colleague.personId)).toMatchObject({ callsToday: 1, state: "wrap_up" });
    close(giver, colleague);
  });

  it("from hold ends the hold, and goes on to a third person with both notes", async () => {
    const { giver, colleague, other, callId, legId } = await scene();
    await giver.client.call(callEndpoints.hold, params(callId));
    api.clock.advance(4_000);
    await transfer(giver, callId, toPerson(colleague), "一");
    await api.voice.take("resume-leg", (each) => each.callId === callId && each.legId === legId);
    expect((await partsOf(callId))[0]).toMatchObject({ outcome: "transferred", holdMs: 4_000, heldAt: null });
    await rings(colleague, callId);
    await answer(colleague, callId);
    const third = await agentOnDuty(api, other.id);
    await transfer(colleague, callId, toPerson(third), "二");
    const seen = await rings(third, callId);
    expect(seen.transfers.map(({ note, state }) => [note, state])).toEqual([
      ["一", "taken"],
      ["二", "ringing"],
    ]);
    close(giver, colleague, third);
  });

  it("not answered: rings at the giver in wrap-up, who has it back with the draft; the colleague goes to the missed break", async () => {
    const { giver, colleague, callId, legId } = await given();
    await giver.client.call(callEndpoints.draftSummary, { ...params(callId), body: { version: 0, fields: text("写到一半") } });
    api.clock.advance(RING_MS);
    await api.sweep();
    const back = await ringsAgain(giver, callId);
    expect(back).toMatchObject({ part: { began: "returned" }, transfers: [{ state: "returning", failure: "missed" }] });
    expect(await agentRow(colleague.personId)).toMatchObject({ state: "on_break", reason: "missed_call" });
    expect(await agentRow(giver.personId)).toMatchObject({ state: "ringing", callId });
    expect((await colleague.client.call(callEndpoints.workbench)).inService).toEqual([]);
    await api.voice.take("play", (each) => each.callId === callId && each.legId === legId && each.first?.[0] === "zh/transfer-failed");
    api.clock.advance(2_000);
    await answer(giver, callId);
    expect(await transfersOf(callId)).toMatchObject([{ state: "returned", failure: "missed", takenById: giver.personId }]);
    expect(await giver.client.call(callEndpoints.summary, params(callId))).toMatchObject({ version: 1, fields: { issue: "写到一半" } });
    const [first, , last] = await partsOf(callId);
    expect(first).toMatchObject({ outcome: "transferred", summaryState: "none", wrapUpMs: RING_MS + 2_000 });
    expect(last).toMatchObject({ began: "returned", state: "talking", summaryState: "draft" });
    await giver.client.call(callEndpoints.hangUp, params(callId));
    await giver.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 1, fields: text("写完") } });
    await giver.client.call(agentEndpoints.continueWork);
    const { ended, inService } = await giver.client.call(callEndpoints.workbench);
    expect(inService).toEqual([]);
    expect(ended).toMatchObject([{ id: callId, part: { outcome: "hung_up", summaryState: "saved" } }]);
    await api.sweep();
    expect(await partsOf(callId)).toMatchObject([{ wrapUpMs: RING_MS + 2_000 }, {}, { wrapUpMs: 0 }]);
    close(giver, colleague);
  });

  it("not answered, while the giver is ready again: rings at the giver", async () => {
    const { giver, colleague, callId } = await given();
    await giver.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields: text("已记") } });
    await giver.client.call(agentEndpoints.continueWork);
    await until(async () => (await agentRow(giver.personId)).state === "ready", "the giver is ready");
    api.clock.advance(RING_MS);
    await api.sweep();
    await ringsAgain(giver, callId);
    await answer(giver, callId);
    // What was saved stays with the first part; the second asks for a summary of its own, and nobody is told that it was begun.
    expect(await count(callId, "call.summary_drafted")).toBe(0);
    expect(await giver.client.call(callEndpoints.summary, params(callId))).toMatchObject({ version: 0, fields: { issue: "" } });
    await giver.client.call(callEndpoints.hangUp, params(callId));
    expect(await agentRow(giver.personId)).toMatchObject({ state: "wrap_up", summaryDue: true });
    close(giver, colleague);
  });

  it("not answered, and the giver is away: waits first in the giver's group", async () => {
    for (const away of ["on_break", "off_duty", "page"] as const) {
      const { group, hotline, giver, colleague, callId, legId } = await given();
      if (away === "page") await closePage(giver);
      else {
        await giver.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields: text("") } });
        await ask(giver, away);
        await giver.client.call(agentEndpoints.continueWork);
      }
      const helper = await agentOnDuty(api, group.id);
      await ask(helper, "on_break");
      const waiting = await api.voice.arrive({ from: aCaller(), to: hotline.number });
      api.clock.advance(RING_MS);
      await api.sweep();
      expect(await callRow(callId), away).toMatchObject({ state: "queued", skillGroupId: group.id });
      expect(await transfersOf(callId)).toMatchObject([{ state: "waiting", failure: "missed", endedAt: null }]);
      await api.voice.take("play", (each) => each.callId === callId && each.legId === legId && each.first?.[0] === "zh/please-hold");
      const second = await agentOnDuty(api, group.id);
      await rings(second, callId);
      expect(await callRow(waiting.callId)).toMatchObject({ state: "queued" });
      await answer(second, callId);
      expect(await transfersOf(callId)).toMatchObject([{ state: "taken", takenById: second.personId }]);
      const record = await second.client.call(callEndpoints.record, params(callId));
      expect(record.hops.map(({ why }) => why)).toEqual(["flow", "not_taken"]);
      close(giver, colleague, helper, second);
    }
  });

  it("not answered, with nobody on duty in the giver's group: the customer hears a farewell", async () => {
    const { giver, colleague, callId, legId } = await given();
    await giver.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields: text("") } });
    await ask(giver, "off_duty");
    await giver.client.call(agentEndpoints.continueWork);
    api.clock.advance(RING_MS);
    await api.sweep();
    const { farewell } = await api.voice.take("end-session", (each) => each.callId === callId);
    expect(farewell).toMatchObject({ legId });
    expect(await callRow(callId)).toMatchObject({ state: "ended", result: "transfer_lost", endedBy: "system" });
    expect(await transfersOf(callId)).toMatchObject([{ state: "ended", failure: "missed" }]);
    close(giver, colleague);
  });

  it("whose page is gone: comes back to the giver with that reason", async () => {
    const { giver, colleague, callId } = await given();
    await closePage(colleague);
    const back = await ringsAgain(giver, callId);
    expect(back.transfers).toMatchObject([{ state: "returning", failure: "gone" }]);
    expect(await partsOf(callId)).toMatchObject([{ outcome: "transferred" }, { outcome: "withdrawn" }, { began: "returned" }]);
    close(giver);
  });

  it("that comes back and is missed by the giver, too: waits in the group, and the giver keeps their record and summary", async () => {
    const { group, giver, colleague, callId } = await returning();
    const helper = await agentOnDuty(api, group.id);
    await ask(helper, "on_break");
    api.clock.advance(RING_MS);
    await api.sweep();
    expect(await callRow(callId)).toMatchObject({ state: "queued" });
    expect(await agentRow(giver.personId)).toMatchObject({ state: "on_break", reason: "missed_call" });
    const { ended } = await giver.client.call(callEndpoints.workbench);
    expect(ended).toMatchObject([{ id: callId, part: { outcome: "transferred" }, transfers: [{ state: "waiting" }] }]);
    await giver.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields: text("先记下") } });
    expect((await partsOf(callId))[0]).toMatchObject({ summaryState: "saved", wrapUpMs: RING_MS * 2 });
    close(giver, colleague, helper);
  });
});

describe("a call given to a group", () => {
  it("waits there with a hop that says why, and rings at whoever is ready", async () => {
    const { giver, colleague, other, callId } = await scene();
    await ask(colleague, "on_break");
    const left = await transfer(giver, callId, toGroup(other));
    expect(left).toMatchObject({ state: "ended", transfers: [{ state: "waiting", to: { skillGroup: { id: other.id } } }] });
    expect(await callRow(callId)).toMatchObject({ state: "queued", skillGroupId: other.id });
    expect(await agentRow(giver.personId)).toMatchObject({ state: "wrap_up" });
    api.clock.advance(7_000);
    await ask(colleague, "ready");
    const seen = await rings(colleague, callId);
    expect(seen).toMatchObject({ part: { began: "offered" }, transfers: [{ note: "答应今天退款", from: { id: giver.personId } }] });
    await answer(colleague, callId);
    expect(await transfersOf(callId)).toMatchObject([{ state: "taken", takenById: colleague.personId }]);
    const record = await colleague.client.call(callEndpoints.record, params(callId));
    expect(record.hops.map(({ why, left: how }) => [why, how])).toEqual([
      ["flow", "answered"],
      ["transfer", "answered"],
    ]);
    expect(record.timings.waitMs).toBe(7_000);
    close(giver, colleague);
  });

  it("is refused when nobody but the giver is on duty there", async () => {
    const { giver, group, other, colleague, callId } = await scene();
    await ask(colleague, "off_duty");
    for (const target of [other, group, { id: randomUUID() }])
      expect(await code(transfer(giver, callId, toGroup(target)))).toBe("calls.target_unavailable");
    expect(await callRow(callId)).toMatchObject({ state: "talking" });
    expect(await agentRow(giver.personId)).toMatchObject({ state: "on_call" });
    close(giver, colleague);
  });

  it("overflows as the flow of the hotline says", async () => {
    const { giver, colleague, other, callId } = await scene();
    await ask(colleague, "on_break");
    await transfer(giver, callId, toGroup(other));
    api.clock.advance(60_000);
    await api.sweep();
    expect(await api.db.prisma.queueHop.findMany({ where: { callId, skillGroupId: other.id } })).toMatchObject([{ how: "overflow" }]);
    close(giver, colleague);
  });
});

describe("a transfer is refused", () => {
  it("to somebody who is not ready, to oneself, of a call that is not one's own, and without the permission", async () => {
    const { giver, colleague, callId } = await scene();
    const foreign = await api.signInNew({ grants: grant("own", "calls.handle") });
    const without = await api.signInNew({ grants: {} });
    const to = toPerson(colleague);
    expect(await code(foreign.client.call(callEndpoints.transfer, { ...params(callId), body: { to, note: "" } }))).toBe("calls.not_found");
    expect(await code(colleague.client.call(callEndpoints.transfer, { ...params(callId), body: { to, note: "" } }))).toMatch(
      /^calls\.not_/,
    );
    expect(await code(without.client.call(callEndpoints.transfer, { ...params(callId), body: { to, note: "" } }))).toBe("auth.forbidden");
    expect(await code(without.client.call(callEndpoints.transferTargets))).toBe("auth.forbidden");
    expect(await code(foreign.client.call(callEndpoints.givenSummaries, params(callId)))).toBe("calls.not_found");
    expect(await code(transfer(giver, callId, toPerson(giver)))).toBe("calls.target_self");
    expect(await code(transfer(giver, callId, { kind: "person", personId: randomUUID() }))).toBe("calls.target_unavailable");
    expect(await code(transfer(giver, callId, to, "x".repeat(501)))).toBe("request.invalid");
    expect(await code(transfer(giver, callId, { kind: "person", personId: "me" }))).toBe("request.invalid");
    expect(await code(transfer(giver, randomUUID(), to))).toBe("calls.not_found");
    await ask(colleague, "on_break");
    expect(await code(transfer(giver, callId, to))).toBe("calls.target_unavailable");
    // Nothing of what was refused is left: neither in the rows nor at voice.
    expect(await callRow(callId)).toMatchObject({ state: "talking" });
    expect(await partsOf(callId)).toMatchObject([{ state: "talking", outcome: null }]);
    expect(await transfersOf(callId)).toEqual([]);
    expect(commandsOf(callId).some(({ name }) => name === "unbridge")).toBe(false);
    await giver.client.call(callEndpoints.hangUp, params(callId));
    expect(await code(transfer(giver, callId, to))).toBe("calls.ended");
    close(giver, colleague);
  });

  it("of a call that rings, and of a part that is over", async () => {
    const { giver, colleague, callId } = await given();
    expect(await code(transfer(giver, callId, toPerson(colleague)))).toBe("calls.ended");
    expect(await code(transfer(colleague, callId, toPerson(giver)))).toBe("calls.state_refused");
    close(giver, colleague);
  });
});

describe("the customer hangs up", () => {
  const hangsUp = (callId: string, legId: string) => api.voice.say(callId, { name: "leg.ended", legId, end: bye });

  it("while the colleague is rung: they are ready again, and the giver sees it", async () => {
    const { giver, colleague, callId, legId } = await given();
    await hangsUp(callId, legId);
    await giver.contact((each) => each.id === callId && each.transfers[0]?.state === "ended");
    expect(await agentRow(colleague.personId)).toMatchObject({ state: "ready" });
    expect(await agentRow(giver.personId)).toMatchObject({ state: "wrap_up", callId });
    expect(await callRow(callId)).toMatchObject({ state: "ended", result: "abandoned_ringing", endedBy: "customer" });
    close(giver, colleague);
  });

  it("while it rings at the giver again: the wrap-up goes on", async () => {
    const { giver, colleague, callId, legId } = await returning();
    await hangsUp(callId, legId);
    const [first] = await partsOf(callId);
    expect(await agentRow(giver.personId)).toMatchObject({ state: "wrap_up", callId, partId: first!.id, summaryDue: true });
    expect(await transfersOf(callId)).toMatchObject([{ state: "ended", failure: "missed" }]);
    await giver.contact((each) => each.id === callId && each.state === "ended" && each.part.outcome === "transferred");
    await giver.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields: text("挂了") } });
    await giver.client.call(agentEndpoints.continueWork);
    expect(await agentRow(giver.personId)).toMatchObject({ state: "ready", callId: null });
    close(giver, colleague);
  });

  it("while it waits at a group", async () => {
    const { giver, colleague, other, callId, legId } = await scene();
    await ask(colleague, "on_break");
    await transfer(giver, callId, toGroup(other));
    await hangsUp(callId, legId);
    expect(await transfersOf(callId)).toMatchObject([{ state: "ended" }]);
    expect(await callRow(callId)).toMatchObject({ result: "abandoned_in_queue" });
    expect(await api.db.prisma.queueEntry.count({ where: { callId } })).toBe(0);
    close(giver, colleague);
  });

  it("just as it is given, answered, missed or taken back: the call ends once, and everybody is free", async () => {
    const moments: [
      string,
      () => Promise<Awaited<ReturnType<typeof scene>>>,
      (set: Awaited<ReturnType<typeof scene>>) => Promise<unknown>,
    ][] = [
      ["given", scene, ({ giver, colleague, callId }) => transfer(giver, callId, toPerson(colleague))],
      ["given to a group", scene, ({ giver, other, callId }) => transfer(giver, callId, toGroup(other))],
      [
        "answered",
        async () => {
          const set = await given();
          await set.colleague.connectAudio(set.callId);
          return set;
        },
        ({ colleague, callId }) => colleague.client.call(callEndpoints.answer, params(callId)),
      ],
      [
        "missed",
        async () => {
          const set = await given();
          api.clock.advance(RING_MS);
          return set;
        },
        () => api.sweep(),
      ],
      ["taken back", returning, ({ giver, callId }) => answer(giver, callId)],
    ];
    for (const [name, begin, act] of moments) {
      for (let round = 0; round < 2; round++) {
        const set = await begin();
        await Promise.all([act(set).catch(() => undefined), hangsUp(set.callId, set.legId)]);
        expect(await callRow(set.callId), name).toMatchObject({ state: "ended", endedBy: "customer" });
        expect(await count(set.callId, "call.ended"), name).toBe(1);
        expect(
          (await partsOf(set.callId)).every(({ state }) => state === "ended"),
          name,
        ).toBe(true);
        expect(
          (await transfersOf(set.callId)).every(({ endedAt }) => endedAt !== null),
          name,
        ).toBe(true);
        expect(await api.db.prisma.queueEntry.count({ where: { callId: set.callId } }), name).toBe(0);
        for (const { personId } of [set.giver, set.colleague])
          expect(["ready", "wrap_up", "on_break"], name).toContain((await agentRow(personId)).state);
        close(set.giver, set.colleague);
      }
    }
  });
});

describe("at the same time", () => {
  it("two givers choose one colleague: exactly one rings there, the other keeps the call", async () => {
    const own = await house();
    try {
      const second = await own.anotherProcess();
      const { group, hotline } = await hotlineWithGroup(own);
      const colleague = await agentOnDuty(own, (await skillGroupFactory(own.db)).id);
      const givers: { agent: AgentAtWork; callId: string }[] = [];
      for (const base of [undefined, second.base]) {
        const agent = await agentOnDuty(own, group.id, base);
        givers.push({ agent, callId: (await talking(own, hotline, agent)).callId });
      }
      const codes = await Promise.all(givers.map(({ agent, callId }) => code(transfer(agent, callId, toPerson(colleague)))));
      expect(codes.filter((each) => each === null)).toHaveLength(1);
      expect(codes.filter((each) => each !== null)).toEqual(["calls.target_unavailable"]);
      const kept = givers[codes.findIndex((each) => each !== null)]!;
      expect(await callRow(kept.callId, own)).toMatchObject({ state: "talking" });
      expect(await agentRow(kept.agent.personId, own)).toMatchObject({ state: "on_call", callId: kept.callId });
    } finally {
      await own.stop();
    }
  });

  it("two processes see the ring time pass: it comes back once", async () => {
    const own = await house();
    try {
      const second = await own.anotherProcess();
      const { giver, callId } = await given(own);
      own.clock.advance(RING_MS);
      await Promise.all([own.ctx.sweeper.runAll(), second.ctx.sweeper.runAll(), own.ctx.sweeper.runAll(), second.ctx.sweeper.runAll()]);
      expect(await count(callId, "call.transfer_not_taken", own)).toBe(1);
      expect(await partsOf(callId, own)).toMatchObject([
        { outcome: "transferred" },
        { outcome: "missed" },
        { began: "returned", state: "ringing" },
      ]);
      expect(await agentRow(giver.personId, own)).toMatchObject({ state: "ringing", callId });
    } finally {
      await own.stop();
    }
  });

  it("the giver presses twice: one transfer", async () => {
    const { giver, colleague, callId } = await scene();
    const codes = await Promise.all([1, 2].map(() => code(transfer(giver, callId, toPerson(colleague)))));
    expect(codes.sort()).toEqual(["calls.ended", null].sort());
    expect(await transfersOf(callId)).toHaveLength(1);
    close(giver, colleague);
  });

  it("the colleague answers just as the ring time passes: they talk, or it rings at the giver", async () => {
    for (let round = 0; round < 4; round++) {
      const { giver, colleague, callId } = await given();
      await colleague.connectAudio(callId);
      api.clock.advance(RING_MS);
      await Promise.all([colleague.client.call(callEndpoints.answer, params(callId)).catch(() => undefined), api.sweep()]);
      const [row] = await transfersOf(callId);
      const is = [(await callRow(callId)).state, row!.state, (await agentRow(giver.personId)).state];
      expect([
        ["talking", "taken", "wrap_up"],
        ["ringing", "returning", "ringing"],
      ]).toContainEqual(is);
      close(giver, colleague);
    }
  });
});

describe("an api process that dies right after the transfer", () => {
  it("leaves the commands to the next one", async () => {
    const own = await house();
    try {
      const { giver, colleague, callId, legId } = await scene(own);
      await own.ctx.voice.stop();
      await until(() => own.voice.connections === 0, "its link is down");
      await transfer(giver, callId, toPerson(colleague));
      await own.anotherProcess();
      await own.voice.take("unbridge", (each) => each.callId === callId);
      await own.voice.take("play", (each) => each.callId === callId && each.legId === legId && each.prompts.includes("music/hold"));
      expect(await agentRow(colleague.personId, own)).toMatchObject({ state: "ringing", callId });
    } finally {
      await own.stop();
    }
  });
});

describe("the directory", () => {
  it("tells who may be chosen and why not, groups with who is ready and who waits, and finds names by their pinyin", async () => {
    const { group, hotline, giver, colleague, other } = await scene();
    await api.db.prisma.person.update({
      where: { id: colleague.personId },
      data: { displayName: "张伟", employeeNumber: `E${colleague.personId.slice(0, 6)}` },
    });
    const read = () => giver.client.call(callEndpoints.transferTargets);
    const one = async () => (await read()).colleagues.find(({ person }) => person.id === colleague.personId);
    expect(await one()).toMatchObject({
      person: { name: "张伟" },
      employeeNumber: `E${colleague.personId.slice(0, 6)}`,
      spelling: "zhang wei",
      state: "ready",
      skillGroups: [{ id: other.id }],
      can: { choose: true, why: null },
    });
    expect((await read()).colleagues.some(({ person }) => person.id === giver.personId)).toBe(false);
    await ask(colleague, "on_break");
    expect(await one()).toMatchObject({ state: "on_break", can: { choose: false, why: "on_break" } });
    const groupOf = async (id: string) => (await read()).groups.find(({ skillGroup }) => skillGroup.id === id);
    expect(await groupOf(other.id)).toMatchObject({ ready: 0, onDuty: 1, waiting: 0, can: { choose: true } });
    await api.voice.arrive({ from: aCaller(), to: hotline.number });
    await until(async () => (await groupOf(group.id))?.waiting === 1, "the caller waits");
    expect(await groupOf(group.id)).toMatchObject({ ready: 0, onDuty: 0, can: { choose: false, why: "nobody_on_duty" } });
    const helper = await agentOnDuty(api, group.id);
    await ringing(api, hotline, helper).catch(() => undefined);
    await ask(colleague, "ready");
    expect(await groupOf(other.id)).toMatchObject({ ready: 1 });
    await api.db.prisma.person.update({ where: { id: colleague.personId }, data: { status: "disabled" } });
    expect(await one()).toBeUndefined();
    close(giver, helper);
  });
});
