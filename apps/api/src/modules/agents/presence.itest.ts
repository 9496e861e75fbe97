import { randomUUID } from "node:crypto";
import { agentEndpoints, agentPushes, GRACE_MS, HEARTBEAT, LEASE_MS, type MyAgent } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type ApiClient, type Harness, type Page, startHarness } from "../../../test/harness.ts";
import { type Tx, transaction } from "../../platform/db/transaction.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { enqueue, leaveQueue, nextMatches } from "../routing/index.ts";
import { partOf } from "./agents.factory.ts";
import { HEIR_AFTER_MS } from "./commands/presence.ts";
import { agentAnswered, agentCallEnded, getAgent, offerToAgent } from "./index.ts";

let h: Harness;
let other: Awaited<ReturnType<Harness["anotherProcess"]>>;
beforeAll(async () => {
  h = await startHarness({ voiceUp: false });
  other = await h.anotherProcess();
});
afterAll(() => h.stop());
const open: Page[] = [];
afterEach(() => {
  for (const page of open.splice(0)) page.close();
});

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transaction(h.db, null, h.clock.now(), work);
const row = async (personId: string) => (await getAgent(h.db.prisma, personId))!;
const mine = async (client: ApiClient): Promise<MyAgent> => (await client.call(agentEndpoints.mine)).agent;
const beat = (page: Page): Promise<unknown> => page.socket.timeout(2_000).emitWithAck(HEARTBEAT);
const gone = (personId: string) => until(async () => !(await row(personId)).connected, "the page counts as gone");
const events = async (personId: string) =>
  (await h.db.prisma.event.findMany({ where: { entityId: personId }, orderBy: { seq: "asc" } })).map((event) => event.name);
/** The page of this tab, with its connection on record. */
async function page(client: ApiClient, tabId?: string): Promise<Page> {
  const opened = await client.page(tabId);
  open.push(opened);
  await until(() => h.db.prisma.agentConnection.findUnique({ where: { id: opened.socket.id! } }), "the connection is on record");
  return opened;
}

async function onDuty(base?: string) {
  const group = await skillGroupFactory(h.db);
  const { person, client } = await h.signInNew({ skillGroupIds: [group.id] }, base);
  const first = await page(client);
  await client.call(agentEndpoints.ask, { body: { tabId: first.tabId, state: "ready" } });
  await h.sweep();
  return { id: person.id, group, person, client, page: first };
}
async function onCall() {
  const agent = await onDuty();
  const callId = randomUUID();
  await inTx((tx) => offerToAgent(tx, agent.id, partOf(callId), h.clock.now()));
  await inTx((tx) => agentAnswered(tx, agent.id, callId));
  return { ...agent, callId };
}
/** Whether routing would ring the agent for a caller of their group now. */
async function routable({ id, group }: { id: string; group: { id: string } }): Promise<boolean> {
  const callId = randomUUID();
  return inTx(async (tx) => {
    await enqueue(tx, { callId, skillGroupId: group.id, priority: 999, enteredAt: tx.at, overflowAt: null });
    const [match] = await nextMatches(tx, 1);
    await leaveQueue(tx, callId);
    return match?.personId === id;
  });
}

describe("a page that goes away", () => {
  test("is not routed to from that moment on", async () => {
    const agent = await onDuty();
    expect(await routable(agent)).toBe(true);
    agent.page.close();
    await gone(agent.id);
    expect(await routable(agent)).toBe(false);
    expect(await row(agent.id)).toMatchObject({ state: "ready", connected: false, goneAt: h.clock.now(), audioTab: agent.page.tabId });
  });

  test("tells which call it leaves, so that a ringing one can be given back", async () => {
    const agent = await onDuty();
    const callId = randomUUID();
    await inTx((tx) => offerToAgent(tx, agent.id, partOf(callId), h.clock.now()));
    agent.page.close();
    const event = await until(() => h.db.prisma.event.findFirst({ where: { entityId: agent.id, name: "agent.page_gone" } }), "page_gone");
    expect(event.data).toEqual({ state: "ringing", ...partOf(callId), tabId: agent.page.tabId });
  });

  test("and is back within the grace time finds its state as it was", async () => {
    const agent = await onDuty();
    const before = await row(agent.id);
    agent.page.close();
    await gone(agent.id);
    h.clock.advance(GRACE_MS - 1_000);
    await h.sweep();
    await page(agent.client, agent.page.tabId);
    expect(await row(agent.id)).toMatchObject({
      state: "ready",
      since: before.since,
      connected: true,
      goneAt: null,
      audioTab: agent.page.tabId,
    });
    expect(await routable(agent)).toBe(true);
    expect((await events(agent.id)).slice(-2)).toEqual(["agent.page_gone", "agent.page_back"]);
  });

  test.each(["ready", "on_break", "outbound_only"] as const)(
    "and stays away from %s is off duty after the grace time, with the reason",
    async (state) => {
      const agent = await onDuty();
      await agent.client.call(agentEndpoints.ask, { body: { tabId: agent.page.tabId, state } });
      agent.page.close();
      await gone(agent.id);
      h.clock.advance(GRACE_MS);
      await h.sweep();
      expect(await row(agent.id)).toMatchObject({ state: "off_duty", reason: "disconnected", audioTab: null, goneAt: null });
    },
  );

  test("and comes back too late, before anybody looked, is off duty all the same", async () => {
    const agent = await onDuty();
    agent.page.close();
    await gone(agent.id);
    h.clock.advance(GRACE_MS);
    await page(agent.client, agent.page.tabId);
    expect(await row(agent.id)).toMatchObject({ state: "off_duty", reason: "disconnected" });
  });

  test("off duty is nobody's business", async () => {
    const agent = await onDuty();
    await agent.client.call(agentEndpoints.ask, { body: { tabId: agent.page.tabId, state: "off_duty" } });
    const before = await events(agent.id);
    agent.page.close();
    await until(
      async () => (await h.db.prisma.agentConnection.count({ where: { personId: agent.id } })) === 0,
      "the connection is forgotten",
    );
    h.clock.advance(GRACE_MS * 2);
    await h.sweep();
    expect(await events(agent.id)).toEqual(before);
  });
});

describe("a page in a call that goes away", () => {
  test("keeps the call, however long, and is off duty only when the wrap-up is over", async () => {
    const agent = await onCall();
    agent.page.close();
    await gone(agent.id);
    h.clock.advance(GRACE_MS * 5);
    await h.sweep();
    expect(await row(agent.id)).toMatchObject({ state: "on_call", callId: agent.callId });
    await inTx((tx) => agentCallEnded(tx, agent.id, agent.callId, { summaryDue: true }));
    await h.sweep();
    expect((await row(agent.id)).state).toBe("wrap_up");
    h.clock.advance(120_000);
    await h.sweep();
    expect(await row(agent.id)).toMatchObject({ state: "off_duty", reason: "disconnected", callId: null });
  });

  test("continues it on another machine, without anything to press", async () => {
    const agent = await onCall();
    agent.page.close();
    await gone(agent.id);
    h.clock.advance(30_000);
    const elsewhere = await h.signIn(agent.person, other.base);
    const there = await page(elsewhere);
    expect(await mine(elsewhere)).toMatchObject({ state: "on_call", callId: agent.callId, audioTab: there.tabId, connected: true });
  });

  test("is back after long: the call is still there, and afterwards work goes on as before", async () => {
    const agent = await onCall();
    agent.page.close();
    await gone(agent.id);
    h.clock.advance(GRACE_MS * 3);
    await h.sweep();
    await page(agent.client, agent.page.tabId);
    await inTx((tx) => agentCallEnded(tx, agent.id, agent.callId, { summaryDue: false }));
    expect(await agent.client.call(agentEndpoints.continueWork)).toMatchObject({ state: "ready", reason: "continued" });
  });
});

describe("heartbeats", () => {
  test("keep the lease; without them a socket that looks open counts as gone", async () => {
    const agent = await onDuty();
    for (let i = 0; i < 6; i++) {
      h.clock.advance(LEASE_MS / 3);
      await beat(agent.page);
      await h.sweep();
    }
    expect(await routable(agent)).toBe(true);
    h.clock.advance(LEASE_MS);
    expect(await routable(agent), "past the lease, before any sweep").toBe(false);
    await h.sweep();
    expect(await row(agent.id)).toMatchObject({ state: "ready", connected: false, goneAt: h.clock.now() });
  });

  test("after a sleep shorter than the grace time bring the agent back on the same socket", async () => {
    const agent = await onDuty();
    h.clock.advance(LEASE_MS);
    await h.sweep();
    expect((await row(agent.id)).connected).toBe(false);
    h.clock.advance(20_000);
    await beat(agent.page);
    await h.sweep();
    expect(await row(agent.id)).toMatchObject({ state: "ready", connected: true, connectionId: agent.page.socket.id });
    expect(await routable(agent)).toBe(true);
  });

  test("of a process that was killed stop; its pages come back to another and miss nothing", async () => {
    const agent = await onDuty();
    // The dead process will never tell of the disconnect: only the page moves.
    const again = await h.signIn(agent.person, other.base);
    const there = await page(again, agent.page.tabId);
    expect(await row(agent.id)).toMatchObject({ connected: true, connectionId: there.socket.id });
    expect(await events(agent.id)).not.toContain("agent.page_gone");
    h.clock.advance(LEASE_MS / 2);
    await beat(there);
    await h.sweep();
    h.clock.advance(LEASE_MS / 2);
    await h.sweep();
    expect(await routable(agent)).toBe(true);
  });

  test("a page that has moved to another process is not undone by the late disconnect of its old socket", async () => {
    const agent = await onDuty();
    const there = await page(await h.signIn(agent.person, other.base), agent.page.tabId);
    const oldId = agent.page.socket.id!;
    agent.page.close();
    await until(async () => !(await h.db.prisma.agentConnection.findUnique({ where: { id: oldId } })), "the old socket is forgotten");
    expect(await row(agent.id)).toMatchObject({ connected: true, connectionId: there.socket.id, goneAt: null });
  });
});

describe("two pages of one person", () => {
  test("one owns the sound, the other sees the same and can take it over", async () => {
    const agent = await onCall();
    const second = await page(agent.client);
    expect((await mine(agent.client)).audioTab).toBe(agent.page.tabId);
    const taken = await agent.client.call(agentEndpoints.takeAudio, { body: { tabId: second.tabId } });
    expect(taken).toMatchObject({ state: "on_call", callId: agent.callId, audioTab: second.tabId, connected: true });
    const isMoved = (shown: MyAgent) => shown.audioTab === second.tabId;
    expect(await agent.page.take(agentPushes.changed, isMoved), "the first page hears of it").toMatchObject({ callId: agent.callId });
    expect(await events(agent.id)).toContain("agent.audio_moved");
  });

  test("closing the one without the sound changes nothing", async () => {
    const agent = await onDuty();
    const second = await page(agent.client);
    const before = await row(agent.id);
    second.close();
    await until(async () => (await h.db.prisma.agentConnection.count({ where: { personId: agent.id } })) === 1, "the second page is gone");
    expect(await row(agent.id)).toEqual(before);
  });

  test("closing the one with the sound lets the other inherit it, after the time a reload takes", async () => {
    const agent = await onCall();
    const second = await page(agent.client);
    await h.sweep();
    agent.page.close();
    await gone(agent.id);
    h.clock.advance(HEIR_AFTER_MS - 1);
    await h.sweep();
    expect(await row(agent.id)).toMatchObject({ connected: false, audioTab: agent.page.tabId });
    h.clock.advance(1);
    await h.sweep();
    expect(await row(agent.id)).toMatchObject({ connected: true, audioTab: second.tabId, callId: agent.callId, goneAt: null });
  });

  test("a duplicated tab that comes under the same name and leaves again takes nothing away", async () => {
    const agent = await onCall();
    const twin = await page(agent.client, agent.page.tabId);
    expect((await row(agent.id)).connectionId).toBe(twin.socket.id);
    const version = (await row(agent.id)).version;
    twin.close();
    await until(async () => (await row(agent.id)).connectionId === agent.page.socket.id, "the first socket carries on");
    expect(await row(agent.id)).toMatchObject({ connected: true, goneAt: null, version });
  });

  test("a reload of the one with the sound keeps it there", async () => {
    const agent = await onCall();
    await page(agent.client);
    agent.page.close();
    await gone(agent.id);
    h.clock.advance(1_500);
    await h.sweep();
    await page(agent.client, agent.page.tabId);
    expect(await row(agent.id)).toMatchObject({ connected: true, audioTab: agent.page.tabId });
  });

  test("going on duty on one moves the sound there, for it has just tried its microphone", async () => {
    const agent = await onDuty();
    const second = await page(agent.client);
    const asked = await agent.client.call(agentEndpoints.ask, { body: { tabId: second.tabId, state: "ready" } });
    expect(asked).toMatchObject({ state: "ready", audioTab: second.tabId });
  });

  test("sound is not taken by a page without a connection, nor off duty", async () => {
    const agent = await onDuty();
    const take = (tabId: string) => agent.client.call(agentEndpoints.takeAudio, { body: { tabId } });
    await expect(take("a-tab-elsewhere")).rejects.toMatchObject({ code: "agents.not_connected" });
    await agent.client.call(agentEndpoints.ask, { body: { tabId: agent.page.tabId, state: "off_duty" } });
    await expect(take(agent.page.tabId)).rejects.toMatchObject({ code: "agents.transition_refused" });
  });
});
