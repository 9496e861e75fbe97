import { randomUUID } from "node:crypto";
import { AGENT_STATES, AGENT_TABLE, type AgentEvent, type AgentState, next } from "@cloverdesk/contracts";
import { createTestDatabase, fakeClock, type TestDatabase } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../platform/db/client.ts";
import { type Tx, transaction } from "../../platform/db/transaction.ts";
import { changeState, targetOf } from "./agent-state.ts";
import { agentFactory, partOf } from "./agents.factory.ts";
import { patchAgent } from "./agents.repo.ts";
import { agentCallEnded, agentDialFailed, agentDialing, agentVoiceLost } from "./commands/call.ts";
import { agentAnswered, agentOfferEnded, offerToAgent } from "./commands/offer.ts";
import { getAgent } from "./queries/my-agent.ts";

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

const EVENTS = [...new Set(AGENT_STATES.flatMap((state) => Object.keys(AGENT_TABLE[state])))] as AgentEvent[];
const inTx = <T>(work: (tx: Tx) => Promise<T>, on = db): Promise<T> => transaction(on, null, clock.now(), work);
const changesOf = (personId: string) =>
  db.prisma.event.findMany({ where: { entityId: personId, name: "agent.state_changed" }, orderBy: { seq: "asc" } });

describe("every event in every state", () => {
  const cases = AGENT_STATES.flatMap((from) => EVENTS.map((event) => [from, event, next(AGENT_TABLE, from, event)] as const));
  test.each(cases.filter(([, , to]) => to))("%s + %s → %s, with its event", async (from, event, to) => {
    const personId = await agentFactory(db, { at: clock.now(), state: from });
    clock.advance(1_000);
    const row = await inTx((tx) => changeState(tx, personId, event, { reason: "asked" }));
    expect(row).toMatchObject({ state: to, since: clock.now(), version: 2 });
    expect(targetOf(event)).toBe(to);
    expect(await changesOf(personId)).toMatchObject([{ at: clock.now(), data: { from, to, event, reason: "asked" } }]);
  });

  test.each(cases.filter(([, , to]) => !to))("%s + %s is refused and leaves no trace", async (from, event) => {
    const personId = await agentFactory(db, { at: clock.now(), state: from });
    expect(await inTx((tx) => changeState(tx, personId, event, { reason: "asked" }))).toBeNull();
    expect(await getAgent(db.prisma, personId)).toMatchObject({ state: from, version: 1 });
    expect(await changesOf(personId)).toEqual([]);
  });
});

describe("compare and set", () => {
  test("of many who change the same agent at once one wins, and one event tells of it", async () => {
    const personId = await agentFactory(db, { at: clock.now() });
    const calls = Array.from({ length: 8 }, () => randomUUID());
    const won = await Promise.all(
      calls.map((callId, i) => inTx((tx) => offerToAgent(tx, personId, partOf(callId), clock.now()), i % 2 ? db : otherDb)),
    );
    expect(won.filter(Boolean).length).toBe(1);
    expect(await getAgent(db.prisma, personId)).toMatchObject({ state: "ringing", callId: calls[won.indexOf(true)] });
    expect((await changesOf(personId)).length).toBe(1);
  });

  test("an answer and the ring's end in the same instant: exactly one of them happens", async () => {
    for (let i = 0; i < 10; i++) {
      const callId = randomUUID();
      const personId = await agentFactory(db, { at: clock.now(), state: "ringing", callId });
      const [answered, missed] = await Promise.all([
        inTx((tx) => agentAnswered(tx, personId, callId)),
        inTx((tx) => agentOfferEnded(tx, personId, callId, "missed"), otherDb),
      ]);
      expect([answered, missed].filter(Boolean).length).toBe(1);
      expect((await getAgent(db.prisma, personId))?.state).toBe(answered ? "on_call" : "on_break");
    }
  });

  test("a change meant for another call is refused", async () => {
    const callId = randomUUID();
    const ringing = await agentFactory(db, { at: clock.now(), state: "ringing", callId });
    const talking = await agentFactory(db, { at: clock.now(), state: "on_call", callId });
    const other = randomUUID();
    const refused = await inTx(async (tx) => [
      await agentAnswered(tx, ringing, other),
      await agentOfferEnded(tx, ringing, other, "withdrawn"),
      await agentVoiceLost(tx, ringing, other),
      await agentCallEnded(tx, talking, other, { summaryDue: true }),
      await agentDialFailed(tx, talking, other),
    ]);
    expect(refused).toEqual([false, false, false, false, false]);
    expect((await getAgent(db.prisma, ringing))?.version).toBe(1);
    expect((await getAgent(db.prisma, talking))?.version).toBe(1);
  });

  test("a person who is no agent is nobody to change", async () => {
    expect(await inTx((tx) => offerToAgent(tx, randomUUID(), partOf(randomUUID()), clock.now()))).toBe(false);
    expect(await inTx((tx) => agentDialFailed(tx, randomUUID(), randomUUID()))).toBe(false);
  });
});

describe("whatever happens in whatever order", () => {
  type Act = (tx: Tx, personId: string, callId: string) => Promise<unknown>;
  /** A small generator with a seed: four different stories, the same in each run. */
  const dice = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };

  test.each([1, 2, 3, 4])("no sequence of events leaves the table, with two processes at once (seed %i)", async (seed) => {
    const roll = dice(seed);
    const people = await Promise.all([1, 2].map(() => agentFactory(db, { at: clock.now(), state: "off_duty" })));
    const call = randomUUID();
    const page = {
      audioTab: "tab-of-test",
      connectionId: "c",
      connected: true,
      leaseUntil: new Date(clock.now().getTime() + 1e9),
      goneAt: null,
    };
    const anyEvent: Act = (tx, personId) => changeState(tx, personId, pick(EVENTS), { reason: "asked" });
    const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!;
    const acts: Act[] = [
      (tx, personId, callId) => offerToAgent(tx, personId, partOf(callId), tx.at),
      agentAnswered,
      (tx, personId, callId) => agentOfferEnded(tx, personId, callId, pick(["missed", "withdrawn"])),
      (tx, personId, callId) => agentDialing(tx, personId, partOf(callId)),
      agentDialFailed,
      (tx, personId, callId) => agentCallEnded(tx, personId, callId, { summaryDue: roll() < 0.5 }),
      agentVoiceLost,
      (tx, personId) => patchAgent(tx.rows, personId, page).then(() => null),
      ...[anyEvent, anyEvent, anyEvent, anyEvent],
    ];
    for (let moved = 0; moved < 60; ) {
      clock.advance(1_000);
      const done = await Promise.all([db, otherDb].map((on) => inTx((tx) => pick(acts)(tx, pick(people), call), on)));
      moved += done.filter(Boolean).length;
    }
    for (const personId of people) {
      let state: AgentState = "off_duty";
      for (const { data } of await changesOf(personId)) {
        const change = data as { from: AgentState; event: AgentEvent; to: AgentState };
        expect(change.from, "events follow each other without a gap").toBe(state);
        expect(next(AGENT_TABLE, change.from, change.event)).toBe(change.to);
        state = change.to;
      }
      expect((await getAgent(db.prisma, personId))?.state).toBe(state);
    }
  });
});
