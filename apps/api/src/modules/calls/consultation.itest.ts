import { agentEndpoints, callEndpoints, callPushes, type SummaryFields } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Harness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { type AgentAtWork, aCaller, aCallId, agentOnDuty } from "./calls.factory.ts";
import { askable, closePage, consultationHouse, consulting, GRACE_MS, RING_MS, soundAfter } from "./consultation.factory.ts";

let api: Harness;
beforeAll(async () => {
  api = await consultationHouse();
});
afterAll(() => api.stop());

const text = (issue: string): SummaryFields => ({ categoryId: null, issue, solution: "", result: null, custom: {} });
const partsOf = (callId: string) => api.db.prisma.callPart.findMany({ where: { callId }, orderBy: { startedAt: "asc" } });
const code = (promise: Promise<unknown>) => promise.then(() => null).catch((error: { code?: string }) => error.code);
const close = (...agents: AgentAtWork[]) => {
  for (const { page } of agents) page.close();
};

describe("a colleague who is asked", () => {
  it("is rung and sees who asks, the customer's number, the note and the summary so far; both see who is in the call", async () => {
    const { asker, colleague, mate, callId, params, ask, answer } = await askable(api);
    await asker.client.call(callEndpoints.draftSummary, { ...params, body: { version: 0, fields: text("退款三天没到账") } });
    const mine = await ask("能不能今天退");
    expect(mine).toMatchObject({
      state: "held",
      part: { state: "holding" },
      consultations: [{ state: "ringing", colleague: { id: colleague.personId }, note: "能不能今天退", outcome: null }],
      parties: [
        { kind: "customer", state: "on_hold" },
        { person: { id: asker.personId }, state: "talking" },
        { person: { id: colleague.personId }, state: "ringing" },
      ],
      can: { hold: false, resume: false, transfer: false, consult: false, swap: false, complete: false, goBack: true, keypad: false },
    });
    const seen = await colleague.contact((each) => each.id === callId && each.state === "ringing");
    expect(seen).toMatchObject({
      number: mine.number,
      part: { role: "consulted", began: "consulted" },
      consultations: [{ asker: { id: asker.personId }, note: "能不能今天退" }],
      can: { answer: true, hold: false, transfer: false, goBack: false, hangUp: false },
    });
    expect(seen.parties).toEqual(mine.parties);
    const { items } = await colleague.client.call(callEndpoints.givenSummaries, params);
    expect(items).toMatchObject([{ by: { id: asker.personId }, state: "draft", fields: { issue: "退款三天没到账" } }]);

    const theirs = await answer();
    expect(theirs).toMatchObject({
      state: "held",
      part: { state: "talking" },
      can: {
        answer: false,
        mute: true,
        hangUp: true,
        hold: false,
        resume: false,
        transfer: false,
        swap: false,
        complete: false,
        keypad: false,
      },
    });
    const now = await asker.contact((each) => each.consultations[0]?.state === "with_colleague");
    expect(now.can).toMatchObject({ swap: true, complete: true, goBack: true, hold: false, hangUp: true });
    expect(now.parties.map(({ state }) => state)).toEqual(["on_hold", "talking", "talking"]);
    expect(now.parties).toEqual(theirs.parties);
    close(asker, colleague, mate);
  });

  it("hears the page's answers to keys and holds refused: the customer is not theirs", async () => {
    const { asker, colleague, mate, params } = await consulting(api, "with_customer");
    const { client } = colleague;
    const body = { to: { kind: "person", personId: mate.personId }, note: "" } as const;
    expect(await code(client.call(callEndpoints.hold, params))).toBe("calls.state_refused");
    expect(await code(client.call(callEndpoints.sendKeys, { ...params, body: { keys: "1" } }))).toBe("calls.state_refused");
    expect(await code(client.call(callEndpoints.transfer, { ...params, body }))).toBe("calls.state_refused");
    expect(await code(client.call(callEndpoints.consult, { ...params, body }))).toBe("calls.state_refused");
    expect(await code(client.call(callEndpoints.goBack, params))).toBe("calls.state_refused");
    expect(await code(client.call(callEndpoints.completeConsultation, params))).toBe("calls.state_refused");
    expect(await code(client.call(callEndpoints.swapConsultation, { ...params, body: { talkWith: "colleague" } }))).toBe(
      "calls.state_refused",
    );
    close(asker, colleague, mate);
  });

  it("is nobody who is not ready, and not oneself; the customer keeps talking", async () => {
    const { asker, colleague, mate, callId, params, ask, call } = await askable(api);
    await colleague.client.call(agentEndpoints.ask, { body: { tabId: colleague.page.tabId, state: "on_break", breakReason: "meal" } });
    expect(await code(ask())).toBe("calls.target_unavailable");
    const self = { to: { kind: "person", personId: asker.personId }, note: "" } as const;
    expect(await code(asker.client.call(callEndpoints.consult, { ...params, body: self }))).toBe("calls.target_self");
    expect(await call()).toMatchObject({ state: "talking" });
    expect(await api.db.prisma.hold.count({ where: { part: { callId } } })).toBe(0);
    const { client: stranger } = await api.signInNew({});
    expect(await code(stranger.call(callEndpoints.goBack, params))).toBe("calls.not_found");
    const { client: reader } = await api.signInNew({ grants: grant("all", "calls.read") });
    expect(await code(reader.call(callEndpoints.consult, { ...params, body: self }))).toBe("auth.forbidden");
    for (const verb of [callEndpoints.goBack, callEndpoints.completeConsultation] as const)
      expect(await code(asker.client.call(verb, params))).toBe("calls.state_refused");
    expect(await code(asker.client.call(callEndpoints.consult, { ...params, body: { to: { kind: "group" } as never, note: "" } }))).toBe(
      "request.invalid",
    );
    close(asker, colleague, mate);
  });

  it("who lets it ring goes to the missed break, and is gone from the page; the asker reads why", async () => {
    const { asker, colleague, mate, callId, agent } = await consulting(api, "ringing");
    api.clock.advance(RING_MS);
    await api.sweep();
    await colleague.page.take(callPushes.removed, ({ id }) => id === callId);
    expect(await agent(colleague)).toMatchObject({ state: "on_break", reason: "missed_call" });
    const now = await asker.contact((each) => each.id === callId && each.state === "talking" && each.consultations.length > 0);
    expect(now.consultations).toMatchObject([{ outcome: "missed" }]);
    expect((await colleague.client.call(callEndpoints.workbench)).inService).toEqual([]);
    close(asker, colleague, mate);
  });
});

describe("a customer given to the colleague after the question", () => {
  it("is one call: the colleague's time with the customer counts, once; note, summaries and recording go on", async () => {
    const { asker, colleague, mate, callId, params, agent, swap, complete, commands } = await consulting(api, "with_colleague");
    await asker.client.call(callEndpoints.draftSummary, { ...params, body: { version: 0, fields: text("退两笔") } });
    await colleague.client.call(callEndpoints.draftSummary, { ...params, body: { version: 0, fields: text("同意退") } });
    api.clock.advance(5_000);
    await swap("customer");
    api.clock.advance(4_000);
    const left = await complete();
    expect(left).toMatchObject({
      state: "ended",
      part: { outcome: "transferred" },
      consultations: [{ outcome: "completed" }],
      can: { summarize: true },
    });
    const taken = await colleague.contact((each) => each.id === callId && each.part.role === "agent");
    expect(taken).toMatchObject({
      state: "talking",
      consultations: [{ note: "客户要退两笔", outcome: "completed" }],
      can: { hold: true, transfer: true, consult: true, hangUp: true },
      parties: [
        { kind: "customer", state: "talking" },
        { person: { id: colleague.personId }, state: "talking" },
      ],
    });
    expect(await agent(asker)).toMatchObject({ state: "wrap_up", summaryDue: true });
    expect(await agent(colleague)).toMatchObject({ state: "on_call", partId: taken.part.id });
    expect(await colleague.client.call(callEndpoints.summary, params)).toMatchObject({
      partId: taken.part.id,
      fields: { issue: "同意退" },
    });
    const { items } = await colleague.client.call(callEndpoints.givenSummaries, params);
    expect(items).toMatchObject([{ fields: { issue: "退两笔" } }]);
    api.clock.advance(10_000);
    await colleague.client.call(callEndpoints.hangUp, params);
    const { client } = await api.signInNew({ grants: { "calls.read": "all" } });
    const record = await client.call(callEndpoints.record, params);
    // 1 s before the question, 4 s swapped, 10 s with the colleague.
    expect(record).toMatchObject({ result: "answered", agent: { id: colleague.personId }, timings: { talkMs: 15_000 } });
    expect(record.parts).toMatchObject([
      { person: { id: asker.personId }, role: "agent", outcome: "transferred", holdMs: 10_000 },
      { person: { id: colleague.personId }, role: "consulted", began: "consulted", outcome: "took_over", ringMs: 2_000, summary: null },
      {
        person: { id: colleague.personId },
        role: "agent",
        began: "transferred",
        outcome: "hung_up",
        summary: { fields: { issue: "同意退" } },
      },
    ]);
    expect(record.consultations).toMatchObject([
      { asker: { id: asker.personId }, colleague: { id: colleague.personId }, outcome: "completed" },
    ]);
    // On the telephone the colleague talked from their answer on: 3 + 5 + 4 + 10 s, and in one call.
    expect(await colleague.client.call(callEndpoints.today)).toMatchObject({ calls: 1, answered: 1, talkMs: 22_000 });
    expect(await agent(colleague)).toMatchObject({ callsToday: 1, state: "wrap_up", summaryDue: true });
    expect((await commands()).filter(({ name }) => name === "start-recording")).toHaveLength(1);
    expect((await commands()).filter(({ name }) => name === "stop-recording")).toHaveLength(0);
    const list = await client.call(callEndpoints.list, { query: { number: record.number.slice(-11) } });
    expect(list.items).toMatchObject([{ id: callId, agent: { id: colleague.personId } }]);
    close(asker, colleague, mate);
  });

  it("can be transferred and asked about again", async () => {
    const { asker, colleague, mate, callId, params, complete } = await consulting(api, "with_colleague");
    await complete();
    await mate.client.call(agentEndpoints.ask, { body: { tabId: mate.page.tabId, state: "ready" } });
    const body = { to: { kind: "person", personId: mate.personId }, note: "二" } as const;
    await colleague.client.call(callEndpoints.consult, { ...params, body });
    const seen = await mate.contact((each) => each.id === callId && each.state === "ringing");
    expect(seen.consultations.map(({ note, state }) => [note, state])).toEqual([
      ["客户要退两笔", "ended"],
      ["二", "ringing"],
    ]);
    await colleague.client.call(callEndpoints.goBack, params);
    await colleague.client.call(callEndpoints.transfer, { ...params, body });
    await mate.contact((each) => each.id === callId && each.part.began === "transferred");
    await mate.connectAudio(callId);
    expect(await mate.client.call(callEndpoints.answer, params)).toMatchObject({ state: "talking", part: { role: "agent" } });
    close(asker, colleague, mate);
  });
});

describe("a question that does not end with a transfer", () => {
  it("leaves the customer with the asker, and the record's line with them; the colleague wraps up without a summary that is due", async () => {
    const { asker, colleague, mate, callId, params, agent, goBack } = await consulting(api, "with_colleague");
    const back = await goBack();
    expect(back).toMatchObject({ state: "talking", part: { state: "talking" }, consultations: [{ outcome: "back" }] });
    expect(await agent(colleague)).toMatchObject({ state: "wrap_up", summaryDue: false, callsToday: 1 });
    await colleague.client.call(agentEndpoints.continueWork);
    await asker.client.call(callEndpoints.hangUp, params);
    await asker.client.call(callEndpoints.saveSummary, { ...params, body: { version: 0, fields: text("已答复") } });
    const { client } = await api.signInNew({ grants: grant("all", "calls.read", "summaries.write") });
    expect(await client.call(callEndpoints.record, params)).toMatchObject({ agent: { id: asker.personId }, summaryState: "saved" });
    expect(await client.call(callEndpoints.summary, params)).toMatchObject({ by: { id: asker.personId } });
    // Their own list has the call with their part of it.
    const mine = await colleague.client.call(callEndpoints.list, { query: { mine: "true" } as never });
    expect(mine.items).toMatchObject([{ id: callId, agent: { id: colleague.personId } }]);
    close(asker, colleague, mate);
  });

  it("from hold: the customer is taken back from hold with it", async () => {
    const { asker, colleague, mate, callId, legId, params, ask, goBack, commands } = await askable(api);
    await asker.client.call(callEndpoints.hold, params);
    api.clock.advance(2_000);
    await ask();
    api.clock.advance(3_000);
    expect(await goBack()).toMatchObject({ state: "talking" });
    expect((await partsOf(callId))[0]).toMatchObject({ holdMs: 5_000, heldAt: null });
    expect(soundAfter(await commands()).music.has(legId)).toBe(false);
    close(asker, colleague, mate);
  });

  it("of a call out is the same", async () => {
    const { asker, colleague, mate, params, goBack } = await consulting(api, "with_colleague");
    await goBack();
    await asker.client.call(callEndpoints.hangUp, params);
    await asker.client.call(callEndpoints.saveSummary, { ...params, body: { version: 0, fields: text("x") } });
    await asker.client.call(agentEndpoints.continueWork);
    await colleague.client.call(agentEndpoints.continueWork);
    const id = aCallId();
    await asker.client.call(callEndpoints.dial, { body: { id, number: aCaller(), tabId: asker.page.tabId } });
    const { legId } = await api.voice.take("dial-leg", (each) => each.callId === id);
    await asker.connectAudio(id);
    const body = { to: { kind: "person", personId: colleague.personId }, note: "" } as const;
    expect(await code(asker.client.call(callEndpoints.consult, { params: { callId: id }, body }))).toBe("calls.state_refused");
    await api.voice.say(id, { name: "leg.answered", legId, codec: "PCMU" });
    await asker.client.call(callEndpoints.consult, { params: { callId: id }, body });
    await colleague.contact((each) => each.id === id && each.state === "ringing");
    await colleague.connectAudio(id);
    await colleague.client.call(callEndpoints.answer, { params: { callId: id } });
    // A call out has no queue to wait in: the customer hears a farewell.
    asker.page.close();
    const part = await api.db.prisma.callPart.findFirstOrThrow({ where: { callId: id, personId: asker.personId } });
    await until(async () => !(await api.db.prisma.agent.findUniqueOrThrow({ where: { personId: asker.personId } })).connected, "missed");
    await api.voice.say(id, { name: "leg.lost", legId: part.legId ?? "" });
    api.clock.advance(GRACE_MS);
    await api.sweep();
    const { farewell } = await api.voice.take("end-session", (each) => each.callId === id);
    expect(farewell).toMatchObject({ legId });
    expect(await api.db.prisma.callConsultation.findFirstOrThrow({ where: { callId: id } })).toMatchObject({ outcome: "asker_gone" });
    expect(await api.db.prisma.agent.findUniqueOrThrow({ where: { personId: colleague.personId } })).toMatchObject({ state: "wrap_up" });
    close(colleague, mate);
  });
});

describe("a customer who hangs up while two agents talk", () => {
  it("has left for both, with result, times and recording; the agents talk on, and mute is kept", async () => {
    const { asker, colleague, mate, callId, params, call, customerHangsUp, commands } = await consulting(api, "with_customer");
    await asker.client.call(callEndpoints.mute, { ...params, body: { muted: true } });
    api.clock.advance(7_000);
    await customerHangsUp();
    const seen = await asker.contact((each) => each.id === callId && each.state === "left");
    expect(seen).toMatchObject({
      result: "answered",
      endedBy: "customer",
      recording: true,
      parties: [{ kind: "customer", state: "left" }, { state: "talking" }, { state: "talking" }],
      can: { mute: true, hangUp: true, hold: false, transfer: false, consult: false, goBack: false, complete: false, keypad: false },
    });
    await colleague.contact((each) => each.id === callId && each.state === "left");
    const sent = await commands();
    expect(sent.at(-1)).toMatchObject({ name: "stop-recording" });
    expect(sent.findLast(({ name }) => name === "mute-leg")).toMatchObject({ muted: true });
    expect(sent.findLastIndex(({ name }) => name === "mute-leg")).toBeGreaterThan(sent.findLastIndex(({ name }) => name === "bridge"));
    const leftAt = api.clock.now();
    api.clock.advance(60_000);
    await colleague.client.call(callEndpoints.hangUp, params);
    // 1 s before the question and 7 s after the swap.
    expect(await call()).toMatchObject({ state: "ended", result: "answered", endedBy: "customer", endedAt: leftAt, talkMs: 8_000 });
    const ended = await api.db.prisma.event.findMany({ where: { entityId: callId, name: "call.ended" } });
    expect(ended).toMatchObject([{ data: { from: "left", result: "answered", endedBy: "customer" } }]);
    expect(await partsOf(callId)).toMatchObject([{ outcome: "call_ended" }, { outcome: "hung_up" }]);
    close(asker, colleague, mate);
  });

  it("survives a look at who is in which session, and voice's last fact", async () => {
    const { asker, colleague, mate, callId, params, call } = await consulting(api, "without_customer");
    expect((await asker.client.call(callEndpoints.workbench)).inService).toMatchObject([{ id: callId, state: "left" }]);
    await asker.connectAudio(callId);
    expect(await call()).toMatchObject({ state: "left" });
    await api.voice.say(callId, { name: "session.ended" });
    expect(await call()).toMatchObject({ state: "ended", result: "answered", endedBy: "customer" });
    expect(await code(asker.client.call(callEndpoints.hangUp, params))).toBe("calls.ended");
    close(asker, colleague, mate);
  });
});

describe("races", () => {
  it("completed just as one of the three hangs up: one of the two happens, wholly", async () => {
    for (const who of ["customer", "asker", "colleague"] as const) {
      const set = await consulting(api, "with_colleague");
      const { asker, colleague, mate, callId, params, row, call, agent } = set;
      const hangUp = {
        customer: () => set.customerHangsUp(),
        asker: () => asker.client.call(callEndpoints.hangUp, params),
        colleague: () => colleague.client.call(callEndpoints.hangUp, params),
      }[who];
      await Promise.all([set.complete().catch(() => undefined), hangUp().catch(() => undefined)]);
      const is = [(await row()).outcome, (await call()).state];
      const fine = {
        customer: [
          ["completed", "ended"],
          [null, "left"],
        ],
        asker: [
          ["completed", "talking"],
          ["back", "talking"],
        ],
        colleague: [
          ["completed", "ended"],
          ["colleague_left", "talking"],
        ],
      }[who];
      expect(fine).toContainEqual(is);
      const open = await api.db.prisma.callPart.count({ where: { callId, state: { not: "ended" } } });
      expect(open).toBe({ ended: 0, talking: 1, left: 2 }[is[1] as "ended" | "talking" | "left"]);
      for (const each of [asker, colleague]) {
        const mine = await api.db.prisma.callPart.findFirst({ where: { callId, personId: each.personId, state: { not: "ended" } } });
        const state = await agent(each);
        expect([state.state, state.partId]).toEqual(mine ? ["on_call", mine.id] : ["wrap_up", expect.any(String)]);
      }
      close(asker, colleague, mate);
    }
  });

  it("pressed twice: one question, one swap, one end", async () => {
    const set = await askable(api);
    const { asker, colleague, mate, callId, swap, ask, answer, goBack, row } = set;
    const codes = await Promise.all([1, 2].map(() => code(ask())));
    expect(codes.sort()).toEqual(["calls.state_refused", null].sort());
    await colleague.contact((each) => each.id === callId && each.state === "ringing");
    await answer();
    expect(await Promise.all([1, 2].map(() => code(swap("customer"))))).toEqual([null, null]);
    expect(await row()).toMatchObject({ state: "with_customer" });
    expect(await api.db.prisma.event.count({ where: { entityId: callId, name: "call.consultation_swapped" } })).toBe(1);
    expect((await Promise.all([1, 2].map(() => code(goBack())))).sort()).toEqual(["calls.state_refused", null].sort());
    close(asker, colleague, mate);
  });

  it("answered just as the ring time passes, by two processes: they talk, or the customer is back", async () => {
    const second = await api.anotherProcess();
    for (let round = 0; round < 4; round++) {
      const { asker, colleague, mate, callId, params, row, call, agent } = await consulting(api, "ringing");
      await colleague.connectAudio(callId);
      api.clock.advance(RING_MS);
      await Promise.all([
        colleague.client.call(callEndpoints.answer, params).catch(() => undefined),
        api.ctx.sweeper.runAll(),
        second.ctx.sweeper.runAll(),
      ]);
      const is = [(await call()).state, (await row()).state, (await agent(colleague)).state];
      expect([
        ["held", "with_colleague", "on_call"],
        ["talking", "ended", "on_break"],
      ]).toContainEqual(is);
      expect(await api.db.prisma.event.count({ where: { entityId: callId, name: "call.consultation_ended" } })).toBeLessThan(2);
      close(asker, colleague, mate);
    }
  });

  it("answered just as the asker goes back: they talk, or nobody is asked", async () => {
    for (let round = 0; round < 4; round++) {
      const { asker, colleague, mate, callId, params, row, call, agent, goBack } = await consulting(api, "ringing");
      await colleague.connectAudio(callId);
      await Promise.all([code(colleague.client.call(callEndpoints.answer, params)), code(goBack())]);
      expect([(await call()).state, (await row()).outcome]).toEqual(["talking", "back"]);
      expect(["ready", "wrap_up"]).toContain((await agent(colleague)).state);
      close(asker, colleague, mate);
    }
  });

  it("the customer hangs up just as it is asked: the call is over, and nobody rings", async () => {
    for (let round = 0; round < 3; round++) {
      const { asker, colleague, mate, callId, ask, call, agent, customerHangsUp } = await askable(api);
      await Promise.all([code(ask()), customerHangsUp()]);
      expect(await call()).toMatchObject({ state: "ended", result: "answered" });
      expect(await agent(asker)).toMatchObject({ state: "wrap_up" });
      expect(await agent(colleague)).toMatchObject({ state: "ready" });
      expect(await api.db.prisma.callPart.count({ where: { callId, state: { not: "ended" } } })).toBe(0);
      close(asker, colleague, mate);
    }
  });

  it("both pages are lost: the customer waits, and neither is held", async () => {
    const set = await consulting(api, "with_colleague");
    const { asker, colleague, mate, call, agent } = set;
    await closePage(set, asker);
    await closePage(set, colleague);
    api.clock.advance(GRACE_MS);
    await api.sweep();
    await api.sweep();
    expect(await call()).toMatchObject({ state: "queued" });
    expect(await agent(asker)).toMatchObject({ state: "off_duty", partId: null });
    expect((await agent(colleague)).state).not.toBe("on_call");
    close(mate);
  });

  it("voice starts again: the call is lost, and both agents are free", async () => {
    const own = await consultationHouse();
    try {
      const { asker, colleague, row, call, agent } = await consulting(own, "with_colleague");
      own.voice.reboot();
      await until(async () => (await call()).state === "ended", "the call is lost");
      expect(await call()).toMatchObject({ result: "voice_lost" });
      expect(await row()).toMatchObject({ outcome: "voice_lost" });
      for (const each of [asker, colleague]) expect(await agent(each)).toMatchObject({ state: "wrap_up", reason: "voice_lost" });
    } finally {
      await own.stop();
    }
  });
});

describe("the sound of a page", () => {
  it("that is missing while the colleague answers is asked for first", async () => {
    const { asker, colleague, mate, params, answer } = await consulting(api, "ringing");
    expect(await code(colleague.client.call(callEndpoints.answer, params))).toBe("calls.audio_not_ready");
    expect(await answer()).toMatchObject({ state: "held" });
    close(asker, colleague, mate);
  });

  it("of a colleague that is lost holds the transfer back until it is there again", async () => {
    const set = await consulting(api, "with_colleague");
    const { asker, colleague, mate, callId, partOf, complete, row } = set;
    const { legId } = await partOf(colleague);
    await api.voice.say(callId, { name: "leg.lost", legId: legId ?? "" });
    expect(await code(complete())).toBe("calls.audio_not_ready");
    expect(await row()).toMatchObject({ state: "with_colleague" });
    await colleague.connectAudio(callId);
    expect(await complete()).toMatchObject({ consultations: [{ outcome: "completed" }] });
    close(asker, colleague, mate);
  });

  it("of a muted agent stays muted through swap and transfer", async () => {
    const { asker, colleague, mate, params, partOf, swap, complete, commands } = await consulting(api, "with_colleague");
    await colleague.client.call(callEndpoints.mute, { ...params, body: { muted: true } });
    await swap("customer");
    await swap("colleague");
    await complete();
    expect(await partOf(colleague)).toMatchObject({ role: "agent", muted: true });
    const sent = await commands();
    const last = sent.findLastIndex(({ name }) => name === "bridge");
    expect(sent.slice(last).some((each) => each.name === "mute-leg" && each.muted)).toBe(true);
    close(asker, colleague, mate);
  });
});

it("somebody who joins the group later sees nothing of it", async () => {
  const { asker, colleague, mate, callId, group } = await consulting(api, "with_colleague");
  const late = await agentOnDuty(api, group.id);
  expect((await late.client.call(callEndpoints.workbench)).inService.map(({ id }) => id)).not.toContain(callId);
  close(asker, colleague, mate, late);
});

describe("an asker whose page is away", () => {
  it("finds the customer on hold, with the music that they had, when the colleague hung up meanwhile", async () => {
    const set = await consulting(api, "with_colleague");
    const { asker, colleague, mate, callId, legId, params, row, call, commands } = set;
    await closePage(set, asker);
    await colleague.client.call(callEndpoints.hangUp, params);
    expect(await row()).toMatchObject({ state: "ended", outcome: "colleague_left" });
    expect(await call()).toMatchObject({ state: "held" });
    const sound = soundAfter(await commands());
    expect(sound.talk).toEqual([]);
    expect([...sound.music]).toContain(legId);

    const page = await asker.client.page(asker.page.tabId);
    const { legId: again } = await asker.client.call(callEndpoints.connectAudio, {
      ...params,
      body: { tabId: page.tabId, offer: "v=0 offer of the page" },
    });
    await api.voice.say(callId, { name: "leg.up", legId: again });
    await asker.client.call(callEndpoints.resume, params);
    expect(await call()).toMatchObject({ state: "talking" });
    expect(soundAfter(await commands()).music.has(legId)).toBe(false);
    page.close();
    close(colleague, mate);
  });
});

describe("a session that is over without a word of the customer's leg", () => {
  it.each(["ringing", "with_colleague", "with_customer", "without_customer"] as const)("ends a consultation that was %s", async (state) => {
    const { asker, colleague, mate, callId, row, call } = await consulting(api, state);
    await api.voice.say(callId, { name: "session.ended" });
    expect(await call()).toMatchObject({ state: "ended" });
    expect(await row()).toMatchObject({ state: "ended", outcome: "customer_left", endedAt: expect.any(Date) });
    close(asker, colleague, mate);
  });
});
