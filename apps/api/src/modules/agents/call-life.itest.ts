import { randomUUID } from "node:crypto";
import { createTestDatabase, fakeClock, type TestDatabase } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../platform/db/client.ts";
import { type Tx, transaction } from "../../platform/db/transaction.ts";
import { agentFactory, partOf } from "./agents.factory.ts";
import { type AgentRow, patchAgent } from "./agents.repo.ts";
import { agentCallEnded, agentDialFailed, agentDialing, agentVoiceLost, summarySaved } from "./commands/call.ts";
import { agentAnswered, agentOfferEnded, offerToAgent } from "./commands/offer.ts";
import { getAgent } from "./queries/my-agent.ts";

const clock = fakeClock();
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const later = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transaction(db, null, clock.now(), work);
const now = async (personId: string): Promise<AgentRow> => (await getAgent(db.prisma, personId))!;
/** What the agent asked for while busy. */
const wish = (personId: string, nextState: "ready" | "on_break" | "off_duty" | "outbound_only", nextBreakReason: string | null = null) =>
  patchAgent(db.prisma, personId, { nextState, nextBreakReason, nextReason: "asked" });

async function ringing(): Promise<{ personId: string; callId: string }> {
  const [personId, callId] = [await agentFactory(db, { at: clock.now() }), randomUUID()];
  expect(await inTx((tx) => offerToAgent(tx, personId, partOf(callId), later(20)))).toBe(true);
  return { personId, callId };
}

describe("a ringing call", () => {
  test("shows the agent which call and until when", async () => {
    const { personId, callId } = await ringing();
    expect(await now(personId)).toMatchObject({ state: "ringing", reason: "call", callId, ringEndsAt: later(20) });
  });

  test("missed, sends the agent on a break that says why, and keeps their idle time", async () => {
    const { personId, callId } = await ringing();
    const { idleSince } = await now(personId);
    clock.advance(20_000);
    expect(await inTx((tx) => agentOfferEnded(tx, personId, callId, "missed"))).toBe(true);
    expect(await now(personId)).toMatchObject({ state: "on_break", reason: "missed_call", callId: null, ringEndsAt: null, idleSince });
  });

  test("withdrawn, leaves the agent ready", async () => {
    const { personId, callId } = await ringing();
    expect(await inTx((tx) => agentOfferEnded(tx, personId, callId, "withdrawn"))).toBe(true);
    expect(await now(personId)).toMatchObject({ state: "ready", reason: "offer_withdrawn", callId: null });
  });

  test.each(["missed", "withdrawn"] as const)("%s, a state asked for while it rang comes right after", async (how) => {
    const { personId, callId } = await ringing();
    await wish(personId, "on_break", "meal");
    await inTx((tx) => agentOfferEnded(tx, personId, callId, how));
    expect(await now(personId)).toMatchObject({ state: "on_break", reason: "asked", breakReason: "meal", nextState: null });
    const other = await ringing();
    await wish(other.personId, "off_duty");
    await inTx((tx) => agentOfferEnded(tx, other.personId, other.callId, how));
    expect(await now(other.personId)).toMatchObject({ state: "off_duty", reason: "asked", audioTab: null, connected: false });
  });

  test("lost with the voice service, leaves the agent ready to be rung again", async () => {
    const { personId, callId } = await ringing();
    expect(await inTx((tx) => agentVoiceLost(tx, personId, callId))).toBe(true);
    expect(await now(personId)).toMatchObject({ state: "ready", reason: "voice_lost", callId: null });
  });
});

describe("a call", () => {
  test("answered and ended, leads into wrap-up with its limit; it counts and begins a new idle time", async () => {
    const { personId, callId } = await ringing();
    expect(await inTx((tx) => agentAnswered(tx, personId, callId))).toBe(true);
    expect(await now(personId)).toMatchObject({ state: "on_call", callId, ringEndsAt: null, callsToday: 0 });
    clock.advance(90_000);
    expect(await inTx((tx) => agentCallEnded(tx, personId, callId, { summaryDue: true }))).toBe(true);
    const row = await now(personId);
    expect(row).toMatchObject({ state: "wrap_up", callId, callsToday: 1, idleSince: clock.now(), summaryDue: true });
    expect(row.wrapUpEndsAt).toEqual(later(120));
  });

  test("today's calls begin at one on a new day", async () => {
    const { personId, callId } = await ringing();
    await db.prisma.agent.update({ where: { personId }, data: { callsToday: 41, callsDay: later(-86_400) } });
    await inTx(async (tx) => {
      await agentAnswered(tx, personId, callId);
      await agentCallEnded(tx, personId, callId, { summaryDue: false });
    });
    expect((await now(personId)).callsToday).toBe(1);
  });

  test("a day of calls begins where the enterprise counts its days", async () => {
    const set = { name: "", timeZone: "Pacific/Pago_Pago", language: "en" };
    await db.prisma.setting.create({ data: { key: "enterprise", value: set } });
    const { personId, callId } = await ringing();
    await inTx(async (tx) => {
      await agentAnswered(tx, personId, callId);
      await agentCallEnded(tx, personId, callId, { summaryDue: false });
    });
    const { callsDay } = await db.prisma.agent.findUniqueOrThrow({ where: { personId } });
    // Eleven hours behind UTC, where it is two in the morning: still the day before.
    expect(callsDay?.toISOString().slice(0, 10)).toBe("2026-03-01");
    await db.prisma.setting.delete({ where: { key: "enterprise" } });
  });

  test("lost with the voice service, leaves time to write it up", async () => {
    const { personId, callId } = await ringing();
    await inTx((tx) => agentAnswered(tx, personId, callId));
    expect(await inTx((tx) => agentVoiceLost(tx, personId, callId, { summaryDue: true }))).toBe(true);
    expect(await now(personId)).toMatchObject({ state: "wrap_up", reason: "voice_lost", callId, summaryDue: true });
  });

  test("a saved summary is no longer due, one of another call changes nothing", async () => {
    const { personId, callId } = await ringing();
    await inTx(async (tx) => {
      await agentAnswered(tx, personId, callId);
      await agentCallEnded(tx, personId, callId, { summaryDue: true });
    });
    const before = await now(personId);
    await inTx((tx) => summarySaved(tx, personId, randomUUID()));
    expect(await now(personId)).toEqual(before);
    await inTx((tx) => summarySaved(tx, personId, callId));
    expect(await now(personId)).toMatchObject({ summaryDue: false, version: before.version + 1 });
  });
});

describe("a call out that nobody answers", () => {
  test("from a break: straight back to that break with its reason, never to ready", async () => {
    const personId = await agentFactory(db, { at: clock.now(), state: "on_break", breakReason: "meal" });
    const callId = randomUUID();
    expect(await inTx((tx) => agentDialing(tx, personId, partOf(callId)))).toBe(true);
    expect(await now(personId)).toMatchObject({ state: "on_call", callId, breakReason: null });
    clock.advance(5_000);
    expect(await inTx((tx) => agentDialFailed(tx, personId, callId))).toBe(true);
    expect(await now(personId)).toMatchObject({ state: "on_break", reason: "asked", breakReason: "meal", callId: null, cameFrom: null });
  });

  test("from the missed break: still the missed break", async () => {
    const { personId, callId } = await ringing();
    await inTx((tx) => agentOfferEnded(tx, personId, callId, "missed"));
    const out = randomUUID();
    await inTx(async (tx) => {
      await agentDialing(tx, personId, partOf(out));
      await agentDialFailed(tx, personId, out);
    });
    expect(await now(personId)).toMatchObject({ state: "on_break", reason: "missed_call" });
  });

  test("from outbound only: back there", async () => {
    const personId = await agentFactory(db, { at: clock.now(), state: "outbound_only" });
    const callId = randomUUID();
    await inTx(async (tx) => {
      await agentDialing(tx, personId, partOf(callId));
      await agentDialFailed(tx, personId, callId);
    });
    expect(await now(personId)).toMatchObject({ state: "outbound_only", callId: null });
  });

  test("from ready: time to note why, without the summary being due", async () => {
    const personId = await agentFactory(db, { at: clock.now() });
    const callId = randomUUID();
    await inTx(async (tx) => {
      await agentDialing(tx, personId, partOf(callId));
      await agentDialFailed(tx, personId, callId);
    });
    expect(await now(personId)).toMatchObject({ state: "wrap_up", callId, summaryDue: false, callsToday: 0 });
  });

  test("a state asked for meanwhile comes instead", async () => {
    const personId = await agentFactory(db, { at: clock.now(), state: "on_break", breakReason: "rest" });
    const callId = randomUUID();
    await inTx((tx) => agentDialing(tx, personId, partOf(callId)));
    await wish(personId, "ready");
    await inTx((tx) => agentDialFailed(tx, personId, callId));
    expect(await now(personId)).toMatchObject({ state: "ready", reason: "asked", nextState: null, breakReason: null });
  });

  test.each(["off_duty", "ringing", "on_call", "wrap_up"] as const)("nobody dials who is %s", async (state) => {
    const personId = await agentFactory(db, { at: clock.now(), state });
    expect(await inTx((tx) => agentDialing(tx, personId, partOf(randomUUID())))).toBe(false);
  });
});
