import { randomUUID } from "node:crypto";
import { type QueueCount, routingEndpoints, routingPushes } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { type Tx, transaction } from "../../platform/db/transaction.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { grant } from "../identity/identity.factory.ts";
import { enqueue, leaveQueue, markOffered, overdueEntries, positionOf, queueCounts, queueEntry, returnToQueue } from "./index.ts";

let h: Harness;
beforeAll(async () => {
  h = await startHarness({ voiceUp: false });
});
afterAll(() => h.stop());

const at = (seconds: number): Date => new Date(h.clock.now().getTime() + seconds * 1000);
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transaction(h.db, null, h.clock.now(), work);
const put = async (skillGroupId: string, more: { since?: number; priority?: number; overflow?: number } = {}): Promise<string> => {
  const callId = randomUUID();
  const overflowAt = more.overflow === undefined ? null : at(more.overflow);
  await inTx((tx) => enqueue(tx, { callId, skillGroupId, priority: more.priority ?? 0, enteredAt: at(more.since ?? 0), overflowAt }));
  return callId;
};
const waiting = async (groupId: string): Promise<number> => (await queueCounts(h.db.prisma, [groupId]))[0]?.waiting ?? -1;

describe("a caller in the queue", () => {
  test("has a place by priority and waiting time", async () => {
    const group = await skillGroupFactory(h.db);
    const early = await put(group.id, { since: -30 });
    const late = await put(group.id, { since: -10 });
    const important = await put(group.id, { since: -5, priority: 3 });
    const positions = await Promise.all([important, early, late].map((callId) => positionOf(h.db.prisma, callId)));
    expect(positions).toEqual([1, 2, 3]);
    expect(await positionOf(h.db.prisma, randomUUID())).toBeNull();
  });

  test("no longer counts as waiting while an agent is rung, and has its place again when nobody answers", async () => {
    const group = await skillGroupFactory(h.db);
    const callId = await put(group.id, { since: -30, priority: 2 });
    const [agent, other] = [randomUUID(), randomUUID()];
    expect(await inTx((tx) => markOffered(tx, callId, agent))).toBe(true);
    expect(await inTx((tx) => markOffered(tx, callId, other)), "somebody is rung already").toBe(false);
    expect(await waiting(group.id)).toBe(0);
    expect(await positionOf(h.db.prisma, callId)).toBeNull();

    expect(await inTx((tx) => returnToQueue(tx, callId, agent))).toBe(true);
    expect(await inTx((tx) => returnToQueue(tx, callId, agent)), "it waits already").toBe(false);
    expect(await queueEntry(h.db.prisma, callId)).toMatchObject({ priority: 2, enteredAt: at(-30), offeredTo: null, missedBy: [agent] });
    expect(await waiting(group.id)).toBe(1);
  });

  test("remembers each agent who let it ring once, and none whose page went away", async () => {
    const group = await skillGroupFactory(h.db);
    const callId = await put(group.id);
    const [first, second] = [randomUUID(), randomUUID()];
    for (const missedBy of [first, second, first, null]) {
      await inTx((tx) => markOffered(tx, callId, randomUUID()));
      await inTx((tx) => returnToQueue(tx, callId, missedBy));
    }
    expect((await queueEntry(h.db.prisma, callId))?.missedBy).toEqual([first, second]);
  });

  test("leaves once", async () => {
    const group = await skillGroupFactory(h.db);
    const callId = await put(group.id);
    expect(await inTx((tx) => leaveQueue(tx, callId))).toBe(true);
    expect(await inTx((tx) => leaveQueue(tx, callId))).toBe(false);
    expect(await queueEntry(h.db.prisma, callId)).toBeNull();
  });

  test("moves over to another group's queue and waits in one only", async () => {
    const [from, to] = [await skillGroupFactory(h.db), await skillGroupFactory(h.db)];
    const callId = await put(from.id, { priority: 1 });
    await inTx((tx) => markOffered(tx, callId, randomUUID()));
    await inTx((tx) => enqueue(tx, { callId, skillGroupId: to.id, priority: 4, enteredAt: at(0), overflowAt: null }));
    expect(await queueEntry(h.db.prisma, callId)).toMatchObject({ skillGroupId: to.id, priority: 4, offeredTo: null, missedBy: [] });
    expect([await waiting(from.id), await waiting(to.id)]).toEqual([0, 1]);
  });

  test("is overdue once its longest wait passed, unless an agent is being rung", async () => {
    const group = await skillGroupFactory(h.db);
    const due = await put(group.id, { overflow: -1 });
    const rung = await put(group.id, { overflow: -1 });
    await put(group.id, { overflow: 30 });
    await put(group.id);
    await inTx((tx) => markOffered(tx, rung, randomUUID()));
    const overdue = (await overdueEntries(h.db.prisma, h.clock.now())).filter((entry) => entry.skillGroupId === group.id);
    expect(overdue.map((entry) => entry.callId)).toEqual([due]);
  });
});

describe("the waiting count", () => {
  test("an agent sees their own groups, an empty queue included, and no other", async () => {
    const [mine, empty, theirs] = [await skillGroupFactory(h.db), await skillGroupFactory(h.db), await skillGroupFactory(h.db)];
    const { client } = await h.signInNew({ skillGroupIds: [mine.id, empty.id] });
    await put(mine.id, { since: -40 });
    await put(mine.id, { since: -20 });
    await put(theirs.id);
    const { items } = await client.call(routingEndpoints.queues);
    expect(new Map(items.map((item) => [item.skillGroupId, [item.waiting, item.longestSince]]))).toEqual(
      new Map([
        [mine.id, [2, at(-40).toISOString()]],
        [empty.id, [0, null]],
      ]),
    );
  });

  test("who may see all queues sees every group that takes calls, now and as it changes; a member of one does not", async () => {
    const [one, other, forTickets] = [
      await skillGroupFactory(h.db),
      await skillGroupFactory(h.db),
      await skillGroupFactory(h.db, { hotline: false }),
    ];
    const callId = await put(one.id, { since: -40 });
    const ops = await h.signInNew({ grants: grant("all", "queues.read") });
    const member = await h.signInNew({ grants: grant("group", "queues.read"), skillGroupIds: [other.id] });
    const seen = async (client: typeof ops.client) => {
      const { items } = await client.call(routingEndpoints.queues);
      return [one, other, forTickets].map((group) => items.find((item) => item.skillGroupId === group.id)?.waiting);
    };
    expect(await seen(ops.client)).toEqual([1, 0, undefined]);
    expect(await seen(member.client)).toEqual([undefined, 0, undefined]);
    const [page, memberPage] = [await ops.client.page(), await member.client.page()];
    await inTx((tx) => leaveQueue(tx, callId));
    expect(await page.take(routingPushes.waiting, (count: QueueCount) => count.skillGroupId === one.id)).toMatchObject({ waiting: 0 });
    await put(other.id);
    await memberPage.take(routingPushes.waiting, (count: QueueCount) => count.skillGroupId === other.id);
    expect(memberPage.pushes.some(({ data }) => (data as QueueCount).skillGroupId === one.id)).toBe(false);
  });

  test("each command's push makes of the count before exactly the count after", async () => {
    const group = await skillGroupFactory(h.db);
    const { client } = await h.signInNew({ skillGroupIds: [group.id] });
    const page = await client.page();
    const callId = randomUUID();
    const commands: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => enqueue(tx, { callId, skillGroupId: group.id, priority: 0, enteredAt: at(-3), overflowAt: null }),
      (tx) => markOffered(tx, callId, randomUUID()),
      (tx) => returnToQueue(tx, callId, null),
      (tx) => leaveQueue(tx, callId),
    ];
    let shown = (await client.call(routingEndpoints.queues)).items[0];
    for (const command of commands) {
      const before = shown;
      await inTx(command);
      const { items } = await client.call(routingEndpoints.queues);
      shown = await page.take(routingPushes.waiting, (count: QueueCount) => count.waiting !== before?.waiting);
      expect(shown).toEqual(items[0]);
    }
  });

  test("a storm of changes reaches the members at most twice a second and ends with the truth", async () => {
    const group = await skillGroupFactory(h.db);
    const { client } = await h.signInNew({ skillGroupIds: [group.id] });
    const page = await client.page();
    const startedAt = performance.now();
    for (let i = 0; i < 60; i++) await put(group.id, { since: -i });
    await page.take(routingPushes.waiting, (count: QueueCount) => count.waiting === 60);
    const seconds = (performance.now() - startedAt) / 1000;
    const pushes = page.pushes.filter((push) => push.name === routingPushes.waiting.name);
    expect(pushes.length).toBeLessThanOrEqual(Math.floor(seconds * 2) + 1);
  });

  test("nobody without the permission sees queues", async () => {
    const { client } = await h.signInNew({ grants: {} });
    await expect(client.call(routingEndpoints.queues)).rejects.toMatchObject({ code: "auth.forbidden" });
  });
});
