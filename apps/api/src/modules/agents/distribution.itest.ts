import { randomUUID } from "node:crypto";
import { createTestDatabase, fakeClock, type TestDatabase } from "@cloverdesk/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../platform/db/client.ts";
import { transaction } from "../../platform/db/transaction.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { enqueue, leaveQueue, markOffered, nextMatches, returnToQueue } from "../routing/index.ts";
import { agentFactory, partOf } from "./agents.factory.ts";
import { agentAnswered, agentOfferEnded, offerToAgent } from "./commands/offer.ts";
import { getAgent } from "./queries/my-agent.ts";

// The queue and the agents alone, without the calls module that would serve these callers by itself. Each Database is what one api process has.
const clock = fakeClock();
let database: TestDatabase;
let db: Database;
let otherDb: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  otherDb = openDatabase(database.url);
});
afterAll(async () => {
  await Promise.all([db.close(), otherDb.close()]);
  await database.drop();
});
beforeEach(async () => {
  await db.prisma.queueEntry.deleteMany();
  await db.prisma.skillGroupMember.deleteMany();
  await db.prisma.agent.deleteMany();
});

const at = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);

/** A caller waiting since `since` (s from now, usually negative). */
async function caller(skillGroupId: string, since = 0, priority = 0): Promise<string> {
  const callId = randomUUID();
  await transaction(db, null, clock.now(), (tx) => enqueue(tx, { callId, skillGroupId, priority, enteredAt: at(since), overflowAt: null }));
  return callId;
}

/** Rings the next pair, as the calls module does; null when there is none. */
async function ring(on: Database): Promise<{ callId: string; personId: string } | "again" | null> {
  return transaction(on, null, clock.now(), async (tx) => {
    const [match] = await nextMatches(tx, 1);
    if (!match) return null;
    if (!(await offerToAgent(tx, match.personId, partOf(match.callId), at(20)))) return "again";
    if (!(await markOffered(tx, match.callId, match.personId))) throw new Error("a call was matched twice");
    return match;
  });
}
async function ringAll(on: Database = db): Promise<{ callId: string; personId: string }[]> {
  const rung = [];
  for (let next = await ring(on); next; next = await ring(on)) if (next !== "again") rung.push(next);
  return rung;
}
const only = async (): Promise<{ callId: string; personId: string } | null> => (await ringAll())[0] ?? null;

describe("who is served first", () => {
  test("the higher priority, then the longer wait", async () => {
    const group = await skillGroupFactory(db);
    const late = await caller(group.id, -10);
    const early = await caller(group.id, -30);
    const important = await caller(group.id, -5, 5);
    for (let i = 0; i < 3; i++) await agentFactory(db, { at: clock.now(), groups: [group] });
    expect((await ringAll()).map((pair) => pair.callId)).toEqual([important, early, late]);
  });

  test("a call that came back keeps its priority and waiting time", async () => {
    const group = await skillGroupFactory(db);
    const first = await caller(group.id, -60, 1);
    await caller(group.id, -30, 1);
    const agent = await agentFactory(db, { at: clock.now(), groups: [group] });
    expect(await only()).toMatchObject({ callId: first, personId: agent });
    await transaction(db, null, clock.now(), async (tx) => {
      await agentOfferEnded(tx, agent, first, "withdrawn");
      await returnToQueue(tx, first, null);
    });
    expect(await only()).toMatchObject({ callId: first });
  });

  test("an agent of two groups serves their main group before an older caller of the other", async () => {
    const main = await skillGroupFactory(db);
    const other = await skillGroupFactory(db);
    await caller(other.id, -60);
    const wanted = await caller(main.id, -5);
    await agentFactory(db, {
      at: clock.now(),
      groups: [
        { id: main.id, priority: 1 },
        { id: other.id, priority: 2 },
      ],
    });
    expect(await ringAll()).toMatchObject([{ callId: wanted }]);
  });
});

describe("which agent is rung", () => {
  const strategies: [string, (id: string) => [preferred: object, other: object]][] = [
    [
      "longest_idle",
      (id) => [
        { groups: [{ id }], idleSince: at(-90) },
        { groups: [{ id }], idleSince: at(-10) },
      ],
    ],
    [
      "least_calls",
      (id) => [
        { groups: [{ id }], callsToday: 2 },
        { groups: [{ id }], callsToday: 7, idleSince: at(-999) },
      ],
    ],
    ["skill_level", (id) => [{ groups: [{ id, level: 5 }] }, { groups: [{ id, level: 2 }], idleSince: at(-999) }]],
    [
      "round_robin",
      (id) => [
        { groups: [{ id }], offeredAt: at(-300) },
        { groups: [{ id }], offeredAt: at(-5), idleSince: at(-999) },
      ],
    ],
  ];
  test.each(strategies)("by %s", async (strategy, given) => {
    const group = await skillGroupFactory(db, { strategy });
    const [preferred, other] = given(group.id);
    await agentFactory(db, { at: clock.now(), ...other });
    const wanted = await agentFactory(db, { at: clock.now(), ...preferred });
    await caller(group.id);
    expect(await only()).toMatchObject({ personId: wanted });
  });

  test("yesterday's calls do not count for least calls", async () => {
    const group = await skillGroupFactory(db, { strategy: "least_calls" });
    const rested = await agentFactory(db, { at: clock.now(), groups: [group], callsToday: 50 });
    await db.prisma.agent.update({ where: { personId: rested }, data: { callsDay: at(-86_400) } });
    await agentFactory(db, { at: clock.now(), groups: [group], callsToday: 1, idleSince: at(-999) });
    await caller(group.id);
    expect(await only()).toMatchObject({ personId: rested });
  });

  test("somebody whose main group it is before a better skilled helper from elsewhere", async () => {
    const group = await skillGroupFactory(db, { strategy: "skill_level" });
    await agentFactory(db, { at: clock.now(), groups: [{ id: group.id, level: 5, priority: 2 }] });
    const own = await agentFactory(db, { at: clock.now(), groups: [{ id: group.id, level: 1, priority: 1 }] });
    await caller(group.id);
    expect(await only()).toMatchObject({ personId: own });
  });

  test.each<[string, Parameters<typeof agentFactory>[1]]>([
    ["off duty", { at: new Date(), state: "off_duty" }],
    ["on a break", { at: new Date(), state: "on_break" }],
    ["ringing", { at: new Date(), state: "ringing" }],
    ["on a call", { at: new Date(), state: "on_call" }],
    ["in wrap-up", { at: new Date(), state: "wrap_up" }],
    ["outbound only", { at: new Date(), state: "outbound_only" }],
    ["not connected", { at: new Date(), connected: false }],
    ["without a page for the sound", { at: new Date(), audioTab: null }],
    ["past their lease", { at: new Date(), leaseUntil: new Date(0) }],
  ])("never one who is %s", async (_, given) => {
    const group = await skillGroupFactory(db);
    const callId = await caller(group.id);
    const personId = await agentFactory(db, { ...given, at: clock.now(), groups: [group] });
    expect(await only()).toBeNull();
    const offered = await transaction(db, null, clock.now(), (tx) => offerToAgent(tx, personId, partOf(callId), at(20)));
    expect(offered).toBe(false);
    expect((await getAgent(db.prisma, personId))?.version).toBe(1);
  });

  test("never one of another group", async () => {
    const [mine, theirs] = [await skillGroupFactory(db), await skillGroupFactory(db)];
    await agentFactory(db, { at: clock.now(), groups: [mine] });
    await caller(theirs.id);
    expect(await only()).toBeNull();
  });

  test("one who let the call ring comes after the others, and again when nobody else is there", async () => {
    const group = await skillGroupFactory(db);
    const callId = await caller(group.id);
    const sleepy = await agentFactory(db, { at: clock.now(), groups: [group], idleSince: at(-500) });
    expect(await only()).toMatchObject({ personId: sleepy });
    await transaction(db, null, clock.now(), async (tx) => {
      await agentOfferEnded(tx, sleepy, callId, "missed");
      await returnToQueue(tx, callId, sleepy);
    });
    expect(await only(), "the missed break keeps them from being rung again").toBeNull();

    await db.prisma.agent.update({ where: { personId: sleepy }, data: { state: "ready" } });
    const fresh = await agentFactory(db, { at: clock.now(), groups: [group] });
    expect(await only()).toMatchObject({ callId, personId: fresh });
    await transaction(db, null, clock.now(), async (tx) => {
      await agentOfferEnded(tx, fresh, callId, "missed");
      await returnToQueue(tx, callId, fresh);
    });
    expect(await only(), "back by themselves, the only one left").toMatchObject({ callId, personId: sleepy });
  });
});

describe("many pairs at once", () => {
  test("are those that one look after the other would find", async () => {
    const groups = await Promise.all(
      ["longest_idle", "least_calls", "skill_level", "round_robin"].map((strategy) => skillGroupFactory(db, { strategy })),
    );
    const some = <T>(n: number, from: T[]): T => from[n % from.length]!;
    const agents: string[] = [];
    for (let i = 0; i < 14; i++)
      agents.push(
        await agentFactory(db, {
          at: clock.now(),
          idleSince: at(-((i * 37) % 60)),
          callsToday: (i * 7) % 5,
          offeredAt: at(-((i * 53) % 90)),
          groups: [
            { id: some(i, groups).id, level: 1 + (i % 5), priority: 1 + (i % 2) },
            { id: some(i + 1 + (i % 2), groups).id, level: 1 + ((i * 3) % 5), priority: 2 },
          ],
        }),
      );
    for (let i = 0; i < 24; i++) {
      const callId = await caller(some(i * 5, groups).id, -((i * 41) % 100), i % 7 === 0 ? 3 : 0);
      await db.prisma.queueEntry.update({ where: { callId }, data: { missedBy: [some(i, agents), some(i * 3, agents)] } });
    }
    const atOnce = await transaction(db, null, clock.now(), (tx) => nextMatches(tx, 8));
    expect(atOnce).toHaveLength(8);
    const oneByOne = [];
    for (let i = 0; i < 8; i++) oneByOne.push(await ring(db));
    expect(oneByOne).toEqual(atOnce);
  });
});

describe("several api processes at once", () => {
  test("200 callers and 50 agents: each call rings once, nobody stays idle, everybody is served", async () => {
    const groups = await Promise.all(Array.from({ length: 5 }, () => skillGroupFactory(db)));
    const callers: string[] = [];
    for (let i = 0; i < 200; i++) callers.push(await caller(groups[i % 5]!.id, -i));
    for (let i = 0; i < 50; i++)
      await agentFactory(db, { at: clock.now(), groups: i % 3 ? [groups[i % 5]!] : [groups[i % 5]!, groups[(i + 1) % 5]!] });

    const rung: { callId: string; personId: string }[] = [];
    const serve = async (on: Database): Promise<void> => {
      for (;;) {
        const pair = await ring(on);
        if (pair === null) return;
        if (pair !== "again") rung.push(pair);
      }
    };
    while (rung.length < 200) {
      const before = rung.length;
      await Promise.all([serve(db), serve(otherDb), serve(db), serve(otherDb)]);
      const round = rung.slice(before);
      expect(await idleWhileWaiting(), "a ready agent stays idle while a caller waits whom they can serve").toBe(0);
      expect(new Set(round.map((pair) => pair.personId)).size, "an agent rung for two calls at once").toBe(round.length);
      expect(round.length).toBeGreaterThan(0);
      await Promise.all(round.map((pair, i) => finish(i % 2 ? db : otherDb, pair)));
    }
    expect(new Set(rung.map((pair) => pair.callId)).size).toBe(200);
    expect(rung.length).toBe(200);
  });

  async function idleWhileWaiting(): Promise<number> {
    return db.prisma.agent.count({
      where: {
        state: "ready",
        personId: {
          in: (await db.prisma.skillGroupMember.findMany({ where: { skillGroup: { queue: { some: { offeredTo: null } } } } })).map(
            (member) => member.personId,
          ),
        },
      },
    });
  }

  async function finish(on: Database, { callId, personId }: { callId: string; personId: string }): Promise<void> {
    await transaction(on, null, clock.now(), async (tx) => {
      expect(await agentAnswered(tx, personId, callId)).toBe(true);
      expect(await leaveQueue(tx, callId)).toBe(true);
    });
    await db.prisma.agent.update({ where: { personId }, data: { state: "ready", callId: null, partId: null } });
  }
});
