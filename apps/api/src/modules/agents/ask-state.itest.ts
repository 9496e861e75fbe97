import { randomUUID } from "node:crypto";
import { type AskableState, agentEndpoints, agentPushes, type MyAgent, notificationPushes } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiClient, type Harness, type Page, startHarness } from "../../../test/harness.ts";
import { type Tx, transaction } from "../../platform/db/transaction.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { LEAD_GRANTS } from "../identity/identity.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { partOf } from "./agents.factory.ts";
import { agentAnswered, agentCallEnded, agentDialing, agentOfferEnded, offerToAgent, summarySaved } from "./index.ts";

let h: Harness;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.stop());

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transaction(h.db, null, h.clock.now(), work);
const soon = (seconds: number): Date => new Date(h.clock.now().getTime() + seconds * 1000);
const setting = (key: "summaryRequired" | "wrapUpLimitMs", value: boolean | number | null) => putSettings(h.ctx, { [key]: value });

interface Seat {
  id: string;
  client: ApiClient;
  page: Page;
  ask(state: AskableState, breakReason?: string): Promise<MyAgent>;
  mine(): Promise<MyAgent>;
  answer(): Promise<string>;
  talkAndEnd(): Promise<string>;
}

/** An agent with an open page. */
async function seat(skillGroupIds: string[] = []): Promise<Seat> {
  const { person, client } = await h.signInNew({ skillGroupIds });
  const page = await client.page();
  const self: Seat = {
    id: person.id,
    client,
    page,
    ask: (state, breakReason) => client.call(agentEndpoints.ask, { body: { tabId: page.tabId, state, breakReason } }),
    mine: async () => (await client.call(agentEndpoints.mine)).agent,
    async answer() {
      const callId = randomUUID();
      expect(await inTx((tx) => offerToAgent(tx, person.id, partOf(callId), soon(20)))).toBe(true);
      expect(await inTx((tx) => agentAnswered(tx, person.id, callId))).toBe(true);
      return callId;
    },
    async talkAndEnd() {
      const callId = await self.answer();
      await inTx((tx) => agentCallEnded(tx, person.id, callId, { summaryDue: true }));
      return callId;
    },
  };
  return self;
}

describe("going on and off duty", () => {
  test("somebody who never was on duty is off duty", async () => {
    const agent = await (await seat()).mine();
    expect(agent).toMatchObject({ state: "off_duty", audioTab: null, connected: false, next: null, callId: null });
    expect(agent.can).toEqual({
      goOnDuty: true,
      takeBreak: true,
      goOffDuty: false,
      goOutboundOnly: true,
      continueWork: false,
      dial: false,
    });
  });

  test("on duty the page that asked owns the sound", async () => {
    const { page, ask } = await seat();
    expect(await ask("ready")).toMatchObject({
      state: "ready",
      reason: "asked",
      since: h.clock.now().toISOString(),
      audioTab: page.tabId,
      connected: true,
      can: { goOnDuty: false, takeBreak: true, goOffDuty: true, goOutboundOnly: true, continueWork: false, dial: true },
    });
  });

  test.each(["ready", "on_break", "outbound_only"] as const)("a page without a connection cannot come on duty as %s", async (state) => {
    const { client, mine } = await seat();
    const asked = client.call(agentEndpoints.ask, { body: { tabId: "some-other-tab", state } });
    await expect(asked).rejects.toMatchObject({ code: "agents.not_connected" });
    expect((await mine()).state).toBe("off_duty");
  });

  test("off duty nothing of the page is kept", async () => {
    const { ask } = await seat();
    await ask("ready");
    expect(await ask("off_duty")).toMatchObject({ state: "off_duty", audioTab: null, connected: false, can: { dial: false } });
  });

  test("asking for the state one is in changes nothing", async () => {
    const { ask } = await seat();
    for (const state of ["ready", "on_break", "outbound_only", "off_duty"] as const) {
      const first = await ask(state);
      h.clock.advance(1_000);
      expect(await ask(state)).toEqual(first);
    }
  });

  test("a break has a known reason, without one the usual first", async () => {
    const { ask } = await seat();
    await ask("ready");
    await expect(ask("on_break", "siesta")).rejects.toMatchObject({ code: "agents.break_reason_unknown" });
    expect(await ask("on_break", "meal")).toMatchObject({ state: "on_break", breakReason: "meal" });
    expect(await ask("on_break", "coaching")).toMatchObject({ breakReason: "coaching" });
    expect(await ask("ready")).toMatchObject({ breakReason: null });
    expect(await ask("on_break")).toMatchObject({ breakReason: "rest" });
    expect((await ask("on_break")).can.dial).toBe(true);
  });

  test("the settings that govern presence come along, and no others", async () => {
    const { settings } = await (await seat()).client.call(agentEndpoints.mine);
    expect(Object.keys(settings).sort()).toEqual(
      ["autoAnswer", "autoAnswerDelayMs", "breakReasons", "ringTimeoutMs", "summaryRequired", "wrapUpLimitMs"].sort(),
    );
  });

  test("every change is an event with who, what and why", async () => {
    const { id, ask } = await seat();
    await ask("ready");
    await ask("on_break", "meal");
    const events = await h.db.prisma.event.findMany({ where: { entityId: id, name: "agent.state_changed" }, orderBy: { seq: "asc" } });
    expect(events.map(({ actorId, data }) => ({ actorId, ...(data as object) }))).toEqual([
      {
        actorId: id,
        from: "off_duty",
        to: "ready",
        event: "go_on_duty",
        reason: "asked",
        breakReason: null,
        note: null,
        callId: null,
        partId: null,
      },
      {
        actorId: id,
        from: "ready",
        to: "on_break",
        event: "take_break",
        reason: "asked",
        breakReason: "meal",
        note: null,
        callId: null,
        partId: null,
      },
    ]);
  });
});

describe("what is asked for during a call", () => {
  test("waits, is shown, and never cuts the call; the last wish counts", async () => {
    const { ask, answer, ...self } = await seat();
    await ask("ready");
    const callId = await answer();
    expect(await ask("on_break", "meal")).toMatchObject({ state: "on_call", callId, next: { state: "on_break", breakReason: "meal" } });
    expect(await ask("off_duty")).toMatchObject({ state: "on_call", next: { state: "off_duty", breakReason: null } });
    expect((await self.mine()).can).toMatchObject({ goOnDuty: true, goOffDuty: false, takeBreak: true, continueWork: false, dial: false });
  });

  test("is taken back by asking for what comes anyway", async () => {
    const { id, ask, answer, ...self } = await seat();
    await ask("ready");
    await answer();
    await ask("on_break", "meal");
    expect(await ask("ready")).toMatchObject({ state: "on_call", next: null });

    const other = await seat();
    await other.ask("on_break", "meal");
    await inTx((tx) => agentDialing(tx, other.id, partOf(randomUUID())));
    expect((await other.ask("ready")).next).toEqual({ state: "ready", breakReason: null });
    expect((await other.ask("on_break", "meal")).next).toBeNull();
    expect((await other.ask("on_break", "rest")).next).toEqual({ state: "on_break", breakReason: "rest" });
    expect((await self.mine()).personId).toBe(id);
  });

  test("comes when work is continued, once, and not again after the next call", async () => {
    await setting("summaryRequired", false);
    const { ask, talkAndEnd, client, mine } = await seat();
    await ask("ready");
    const callId = await talkAndEnd();
    expect(await ask("on_break", "meal"), "in wrap-up too it only waits").toMatchObject({
      state: "wrap_up",
      callId,
      next: { state: "on_break" },
    });
    const continued = await client.call(agentEndpoints.continueWork);
    expect(continued).toMatchObject({
      state: "on_break",
      reason: "asked",
      breakReason: "meal",
      next: null,
      callId: null,
      wrapUpEndsAt: null,
    });
    await ask("ready");
    await talkAndEnd();
    expect(await client.call(agentEndpoints.continueWork)).toMatchObject({ state: "ready", reason: "continued" });
    expect((await mine()).next).toBeNull();
  });

  test("while it rings comes after the ring", async () => {
    const { id, ask, mine } = await seat();
    await ask("ready");
    const callId = randomUUID();
    await inTx((tx) => offerToAgent(tx, id, partOf(callId), soon(20)));
    expect(await ask("off_duty")).toMatchObject({ state: "ringing", next: { state: "off_duty" } });
    await inTx((tx) => agentOfferEnded(tx, id, callId, "missed"));
    expect(await mine()).toMatchObject({ state: "off_duty", reason: "asked", next: null });
  });
});

describe("wrap-up", () => {
  test("ends by continuing work, where the agent came from", async () => {
    await setting("summaryRequired", false);
    const { id, ask, talkAndEnd, client } = await seat();
    await ask("ready");
    await talkAndEnd();
    expect(await client.call(agentEndpoints.continueWork)).toMatchObject({ state: "ready", reason: "continued", callId: null });

    await ask("on_break", "meeting");
    const callId = randomUUID();
    await inTx(async (tx) => {
      await agentDialing(tx, id, partOf(callId));
      await agentCallEnded(tx, id, callId, { summaryDue: false });
    });
    expect(await client.call(agentEndpoints.continueWork)).toMatchObject({ state: "on_break", breakReason: "meeting", reason: "asked" });
  });

  test("waits for the summary where the settings ask for it", async () => {
    await setting("summaryRequired", true);
    const { id, ask, talkAndEnd, client, mine } = await seat();
    await ask("ready");
    const callId = await talkAndEnd();
    expect((await mine()).can.continueWork).toBe(false);
    await expect(client.call(agentEndpoints.continueWork)).rejects.toMatchObject({ code: "agents.summary_required" });
    await inTx((tx) => summarySaved(tx, id, callId));
    expect((await mine()).can.continueWork).toBe(true);
    expect(await client.call(agentEndpoints.continueWork)).toMatchObject({ state: "ready" });
  });

  test("is the only state in which work is continued", async () => {
    const { ask, answer, client } = await seat();
    const refused = async () =>
      expect(client.call(agentEndpoints.continueWork)).rejects.toMatchObject({ code: "agents.transition_refused" });
    await refused();
    await ask("ready");
    await refused();
    await answer();
    await refused();
  });

  test("ends at its limit by itself, also with the summary still due, with the state asked for", async () => {
    await setting("summaryRequired", true);
    const first = await seat();
    const second = await seat();
    for (const { ask, talkAndEnd } of [first, second]) {
      await ask("ready");
      await talkAndEnd();
    }
    await second.ask("on_break", "meal");
    h.clock.advance(119_000);
    for (const { page } of [first, second]) await beat(page);
    await h.sweep();
    expect((await first.mine()).state).toBe("wrap_up");
    h.clock.advance(1_000);
    await h.sweep();
    expect(await first.mine()).toMatchObject({ state: "ready", reason: "wrap_up_limit", callId: null, wrapUpEndsAt: null });
    expect(await second.mine()).toMatchObject({ state: "on_break", breakReason: "meal", next: null });
  });

  test("without a limit goes on until work is continued", async () => {
    await setting("wrapUpLimitMs", null);
    const { ask, talkAndEnd, mine, page } = await seat();
    await ask("ready");
    await talkAndEnd();
    expect((await mine()).wrapUpEndsAt).toBeNull();
    h.clock.advance(3_600_000);
    await beat(page);
    await h.sweep();
    expect((await mine()).state).toBe("wrap_up");
    await setting("wrapUpLimitMs", 120_000);
  });
});

/** The page's heartbeat, acknowledged. */
const beat = (page: Page): Promise<unknown> => page.socket.timeout(2_000).emitWithAck("heartbeat");

describe("a lead", () => {
  const withLead = async (skillGroupIds: string[]) => {
    const { client } = await h.signInNew({ grants: LEAD_GRANTS, skillGroupIds });
    const force = (personId: string, state: AskableState, note = "Please come back") =>
      client.call(agentEndpoints.force, { params: { personId }, body: { state, note } });
    return { client, force };
  };

  test("sets a state with a reason, and the agent is told", async () => {
    const group = await skillGroupFactory(h.db);
    const { id, ask, page, mine } = await seat([group.id]);
    const { force } = await withLead([group.id]);
    await ask("on_break", "meal");
    expect(await force(id, "ready")).toMatchObject({ state: "ready", reason: "forced", can: { force: true } });
    const told = await page.take(agentPushes.changed, (agent: MyAgent) => agent.reason === "forced");
    expect(told).toMatchObject({ state: "ready", note: "Please come back" });
    expect(await page.take(notificationPushes.added)).toMatchObject({
      item: { kind: "state_forced", text: "Please come back", ticket: null },
    });
    await ask("on_break", "meal");
    expect((await mine()).note, "the note belongs to the forced state").toBeNull();
  });

  test("never cuts a call: the state waits, the agent reads why at once and still when it comes", async () => {
    await setting("summaryRequired", false);
    const group = await skillGroupFactory(h.db);
    const { id, ask, answer, client, mine } = await seat([group.id]);
    const { force } = await withLead([group.id]);
    await ask("ready");
    const callId = await answer();
    expect(await force(id, "on_break", "Team meeting now")).toMatchObject({ state: "on_call", callId });
    expect(await mine()).toMatchObject({ state: "on_call", next: { state: "on_break" }, note: "Team meeting now" });
    await inTx((tx) => agentCallEnded(tx, id, callId, { summaryDue: false }));
    expect(await mine()).toMatchObject({ state: "wrap_up", note: "Team meeting now" });
    expect(await client.call(agentEndpoints.continueWork)).toMatchObject({ state: "on_break", reason: "forced", note: "Team meeting now" });
  });

  test("calls somebody to work only where a page of theirs is open", async () => {
    const group = await skillGroupFactory(h.db);
    const here = await seat([group.id]);
    const away = await seat([group.id]);
    away.page.close();
    await expect.poll(() => h.db.prisma.agentConnection.count({ where: { personId: away.id } })).toBe(0);
    const { force } = await withLead([group.id]);
    await expect(force(away.id, "ready")).rejects.toMatchObject({ code: "agents.transition_refused" });
    await force(here.id, "ready");
    expect(await here.mine()).toMatchObject({ state: "ready", audioTab: here.page.tabId, connected: true });
    await expect(force(here.id, "ready"), "already there").rejects.toMatchObject({ code: "agents.transition_refused" });
  });

  test("reaches only agents of their own groups, and only with the permission", async () => {
    const [mine, theirs] = [await skillGroupFactory(h.db), await skillGroupFactory(h.db)];
    const colleague = await seat([mine.id]);
    const stranger = await seat([theirs.id]);
    const { client, force } = await withLead([mine.id]);
    await expect(force(stranger.id, "off_duty")).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(force(randomUUID(), "off_duty")).rejects.toMatchObject({ code: "people.not_found" });
    const agent = await seat([mine.id]);
    const byAgent = agent.client.call(agentEndpoints.force, {
      params: { personId: colleague.id },
      body: { state: "off_duty", note: "no" },
    });
    await expect(byAgent).rejects.toMatchObject({ code: "auth.forbidden" });

    const { items } = await client.call(agentEndpoints.list);
    const listed = items.map((item) => item.person.id);
    expect(listed).toContain(colleague.id);
    expect(listed).not.toContain(stranger.id);
    await expect(agent.client.call(agentEndpoints.list)).rejects.toMatchObject({ code: "auth.forbidden" });
  });

  test("with the widest scope sees and reaches everybody, also those who never were on duty", async () => {
    const group = await skillGroupFactory(h.db);
    const { person } = await h.signInNew({ skillGroupIds: [group.id] });
    const { client } = await h.signInNew({ grants: { "agents.read": "all", "agents.force": "all" } });
    const { items } = await client.call(agentEndpoints.list);
    const line = items.find((item) => item.person.id === person.id);
    expect(line).toMatchObject({
      state: "off_duty",
      skillGroupIds: [group.id],
      can: { force: true },
      person: { name: person.displayName },
    });
  });
});

describe("why am I not getting calls?", () => {
  const answers = async ({ client }: Seat) =>
    Object.fromEntries((await client.call(agentEndpoints.whyNoCalls)).checks.map((check) => [check.code, check.ok]));

  test("off duty: the state; no page is missed, and nobody is told that the next call is theirs", async () => {
    expect(await answers(await seat())).toEqual({ voice: true, state: false, groups: false, waiting: false });
  });

  test("on a break: the page is asked for, a place in the order is not told", async () => {
    const agent = await seat();
    await agent.ask("ready");
    await agent.ask("on_break");
    expect(await answers(agent)).toEqual({ voice: true, state: false, connected: true, audio: true, groups: false, waiting: false });
  });

  test("ready: whether somebody waits and who comes before", async () => {
    const group = await skillGroupFactory(h.db);
    const first = await seat([group.id]);
    await first.ask("ready");
    h.clock.advance(5_000);
    const second = await seat([group.id]);
    await second.ask("ready");
    expect(await answers(first)).toMatchObject({
      state: true,
      connected: true,
      audio: true,
      groups: true,
      waiting: false,
      others_before_you: true,
    });
    expect(await answers(second)).toMatchObject({ state: true, others_before_you: false });
    const { checks } = await second.client.call(agentEndpoints.whyNoCalls);
    expect(checks.find((check) => check.code === "others_before_you")?.text.en).toContain(`1 in “${group.name}, in English”`);
  });
});

test("nobody without the permission has a presence", async () => {
  const { client } = await h.signInNew({ grants: {} });
  const tabId = "tab-of-nobody";
  const calls = [
    client.call(agentEndpoints.mine),
    client.call(agentEndpoints.ask, { body: { tabId, state: "ready" } }),
    client.call(agentEndpoints.continueWork),
    client.call(agentEndpoints.takeAudio, { body: { tabId } }),
    client.call(agentEndpoints.whyNoCalls),
  ];
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ code: "auth.forbidden" })));
});
