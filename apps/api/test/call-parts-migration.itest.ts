import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createEmptyDatabase, type TestDatabase } from "@cloverdesk/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const FOLDER = path.join(import.meta.dirname, "../../../prisma/migrations");
const NAME = "019_call_parts";
const at = (seconds: number): string => new Date(Date.UTC(2026, 2, 2, 8, 0, seconds)).toISOString();

let database: TestDatabase;
let db: pg.Client;
const [ann, bob, group, overflow] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const calls = { answered: "", held: "", ringing: "", abandoned: "", busy: "", alerting: "", menu: "" };

const insert = async (table: string, row: Record<string, unknown>): Promise<string> => {
  const full = { id: randomUUID(), ...row } as Record<string, unknown>;
  if (table === "summary" || table === "agent") delete full.id;
  const columns = Object.keys(full);
  await db.query(
    `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(", ")}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(", ")})`,
    Object.values(full),
  );
  return String(full.id);
};
const call = (row: Record<string, unknown>): Promise<string> =>
  insert("call", { direction: "inbound", source: "hotline", number: "+8613800138000", skill_group_id: group, started_at: at(0), ...row });
const parts = async (callId: string) =>
  (await db.query("SELECT * FROM call_part WHERE call_id = $1 ORDER BY started_at", [callId])).rows as Record<string, unknown>[];

/** The database as the version before left it: calls in every state that an agent can be in, and calls without an agent. */
async function fill(): Promise<void> {
  for (const id of [group, overflow]) await insert("skill_group", { id, name: id, name_en: id });
  const talk = { agent_id: ann, agent_leg_id: randomUUID(), ringing_at: at(40), answered_at: at(44) };
  calls.answered = await call({
    ...talk,
    state: "ended",
    result: "answered",
    ended_by: "agent",
    ended_at: at(104),
    wrap_up_ended_at: at(120),
    ring_ms: 4_000,
    hold_ms: 9_000,
    talk_ms: 51_000,
    wrap_up_ms: 16_000,
    keys_sent: "12#",
    summary_state: "saved",
  });
  await insert("queue_hop", { call_id: calls.answered, skill_group_id: overflow, entered_at: at(5), left_at: at(35), how: "overflow" });
  await insert("queue_hop", { call_id: calls.answered, skill_group_id: group, entered_at: at(36), left_at: at(44), how: "answered" });
  await insert("call_offer", { call_id: calls.answered, person_id: bob, at: at(10), ended_at: at(30), outcome: "missed" });
  await insert("call_offer", { call_id: calls.answered, person_id: ann, at: at(40), ended_at: at(44), outcome: "answered" });
  await insert("leg", { call_id: calls.answered, kind: "agent", state: "ended", party: bob, person_id: bob, started_at: at(11) });
  await insert("hold", { call_id: calls.answered, start: at(50), end: at(59) });
  await insert("summary", { call_id: calls.answered, version: 3, state: "saved", issue: "碎了", updated_at: at(119), saved_at: at(119) });
  calls.held = await call({ ...talk, state: "held", held_at: at(60), muted: true, trouble: "agent_silent", summary_state: "draft" });
  await insert("hold", { call_id: calls.held, start: at(60) });
  await insert("summary", { call_id: calls.held, version: 1, issue: "draft", updated_at: at(50) });
  await insert("agent", { person_id: ann, state: "on_call", call_id: calls.held });
  calls.ringing = await call({ agent_id: bob, state: "ringing", ringing_at: at(50), ring_ends_at: at(70), trouble: "customer_silent" });
  await insert("call_offer", { call_id: calls.ringing, person_id: bob, at: at(50) });
  await insert("agent", { person_id: bob, state: "ringing", call_id: calls.ringing });
  calls.abandoned = await call({
    state: "ended",
    result: "abandoned_ringing",
    ended_by: "customer",
    ringing_at: at(20),
    ended_at: at(27),
    ring_ms: 7_000,
  });
  await insert("call_offer", { call_id: calls.abandoned, person_id: bob, at: at(20), ended_at: at(27), outcome: "withdrawn" });
  const out = { direction: "outbound", source: "dialpad", agent_id: ann, agent_leg_id: randomUUID() };
  calls.busy = await call({
    ...out,
    state: "ended",
    result: "busy",
    ended_by: "carrier",
    ringing_at: at(2),
    ended_at: at(6),
    ring_ms: 4_000,
  });
  calls.alerting = await call({ ...out, agent_id: randomUUID(), state: "alerting", ringing_at: at(3) });
  calls.menu = await call({ state: "ended", result: "abandoned_in_ivr", skill_group_id: null, ended_at: at(9) });
}

beforeAll(async () => {
  database = await createEmptyDatabase();
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
  const sql = async (name: string) => db.query(await readFile(path.join(FOLDER, name, "migration.sql"), "utf8"));
  const names = (await readdir(FOLDER)).filter((name) => /^\d/.test(name) && name < NAME).sort();
  for (const name of names) await sql(name);
  await fill();
  await sql(NAME);
});
afterAll(async () => {
  await db.end();
  await database.drop();
});

describe("the migration to parts of a call", () => {
  it("makes the agent's columns of an ended call their part, with its holds and its summary", async () => {
    const [missed, part] = await parts(calls.answered);
    expect(part).toMatchObject({
      role: "agent",
      state: "ended",
      person_id: ann,
      skill_group_id: group,
      began: "offered",
      outcome: "hung_up",
      ring_ms: 4_000,
      hold_ms: 9_000,
      wrap_up_ms: 16_000,
      keys_sent: "12#",
      summary_state: "saved",
    });
    for (const [column, moment] of Object.entries({
      call_started_at: 0,
      started_at: 40,
      answered_at: 44,
      ended_at: 104,
      wrap_up_ended_at: 120,
    }))
      expect((part![column] as Date).toISOString(), column).toBe(at(moment));
    expect(missed).toMatchObject({
      state: "ended",
      person_id: bob,
      skill_group_id: overflow,
      outcome: "missed",
      ring_ms: 20_000,
      answered_at: null,
    });
    expect(missed?.leg_id).not.toBeNull();
    expect((await db.query("SELECT part_id FROM hold ORDER BY start")).rows[0]).toEqual({ part_id: part?.id });
    expect((await db.query("SELECT part_id, issue, version FROM summary WHERE state = 'saved'")).rows).toEqual([
      { part_id: part?.id, issue: "碎了", version: 3 },
    ]);
    expect((await db.query("SELECT talk_ms, alerted_at FROM call WHERE id = $1", [calls.answered])).rows).toEqual([
      { talk_ms: 51_000, alerted_at: null },
    ]);
  });

  it("keeps calls under way where they are, with the agents in their parts", async () => {
    const [held] = await parts(calls.held);
    expect(held).toMatchObject({
      state: "holding",
      person_id: ann,
      muted: true,
      trouble: "agent_silent",
      outcome: null,
      summary_state: "draft",
    });
    const [ringing] = await parts(calls.ringing);
    expect(ringing).toMatchObject({ state: "ringing", person_id: bob, trouble: null });
    expect((ringing!.ring_ends_at as Date).toISOString()).toBe(at(70));
    const [alerting] = await parts(calls.alerting);
    expect(alerting).toMatchObject({ state: "dialing", began: "dialed" });
    const agents = await db.query("SELECT person_id, part_id FROM agent");
    expect(new Map(agents.rows.map((row) => [row.person_id, row.part_id]))).toEqual(
      new Map([
        [ann, held?.id],
        [bob, ringing?.id],
      ]),
    );
    const trouble = await db.query("SELECT trouble FROM call WHERE id = ANY($1) ORDER BY trouble", [[calls.held, calls.ringing]]);
    expect(trouble.rows).toEqual([{ trouble: "customer_silent" }, { trouble: null }]);
  });

  it("keeps the ring time of a caller who left, and when a called phone rang", async () => {
    expect(await parts(calls.abandoned)).toMatchObject([{ person_id: bob, outcome: "withdrawn", ring_ms: 7_000 }]);
    expect(await parts(calls.busy)).toMatchObject([
      { person_id: ann, state: "ended", outcome: "call_ended", began: "dialed", ring_ms: 4_000 },
    ]);
    const alerted = await db.query("SELECT alerted_at FROM call WHERE id = ANY($1) ORDER BY alerted_at", [[calls.busy, calls.alerting]]);
    expect(alerted.rows.map((row) => row.alerted_at.toISOString())).toEqual([at(2), at(3)]);
  });

  it("gives a call that reached nobody no part", async () => {
    expect(await parts(calls.menu)).toEqual([]);
  });
});
