import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { customer, grants, ivrFlow } from "@cloverdesk/contracts";
import { validateIvr } from "@cloverdesk/rules/ivr";
import { createTestDatabase, type TestDatabase } from "@cloverdesk/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SeedEnv } from "../../../prisma/seed/env.ts";
import { seedDemo } from "../../../prisma/seed/seed.ts";

const NOW = new Date("2026-03-02T02:00:00.000Z");

describe("the demo enterprise", () => {
  let database: TestDatabase;
  let client: pg.Client;
  let env: SeedEnv;

  beforeAll(async () => {
    database = await createTestDatabase();
    const recordingsDir = await mkdtemp(path.join(tmpdir(), "seed-"));
    const promptsDir = path.resolve(import.meta.dirname, "../../../packages/media/prompts");
    env = { databaseUrl: database.url, demoPassword: "clover-demo", carrierSipPort: 5070, recordingsDir, promptsDir };
    const starts = await Promise.all([seedDemo(env, NOW), seedDemo(env, NOW), seedDemo(env, NOW)]);
    expect(
      starts.filter((start) => start.written),
      "of three that start at once one writes",
    ).toHaveLength(1);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await rm(env.recordingsDir, { recursive: true, force: true });
    await database?.drop();
  });

  const count = async (from: string): Promise<number> => Number((await client.query(`SELECT count(*) FROM ${from}`)).rows[0].count);
  const all = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows;

  it("has the size that the product is shown with", async () => {
    expect({
      units: await count("business_unit"),
      departments: await count("department"),
      people: await count("person"),
      roles: await count("role"),
      groups: await count("skill_group"),
      hotlines: await count("hotline"),
      customers: await count("customer"),
      calls: await count("call"),
    }).toEqual({ units: 3, departments: 8, people: 40, roles: 4, groups: 6, hotlines: 5, customers: 3_000, calls: 20_000 });
  });

  it("puts agents 1–4 behind key 1 of the demo hotline and agents 5–8 behind key 2", async () => {
    const [row] = await all<{ flow: unknown }>(
      "SELECT v.flow FROM hotline h JOIN ivr_flow f ON f.id = h.ivr_flow_id JOIN ivr_version v ON v.flow_id = f.id AND v.version = f.published_version WHERE h.number = '+861055550100'",
    );
    const flow = ivrFlow.parse(row?.flow);
    const menu = flow.nodes.find((node) => node.kind === "menu");
    const agentsBehind = async (key: string): Promise<string[]> => {
      const queue = flow.nodes.find((node) => node.id === menu?.choices[key]);
      const groupId = queue?.kind === "queue" ? queue.skillGroupId : "";
      const rows = await all<{ login: string }>(
        `SELECT p.login_name AS login FROM skill_group_member m JOIN person p ON p.id = m.person_id WHERE m.skill_group_id = '${groupId}' AND p.login_name LIKE 'agent%' ORDER BY 1`,
      );
      return rows.map((each) => each.login);
    };
    expect(await agentsBehind("1")).toEqual([1, 2, 3, 4].map((n) => `agent${n}@demo.test`));
    expect(await agentsBehind("2")).toEqual([5, 6, 7, 8].map((n) => `agent${n}@demo.test`));
  });

  it("publishes only flows that are whole, with prompts that exist", async () => {
    const skillGroupIds = (await all<{ id: string }>("SELECT id FROM skill_group")).map((group) => group.id);
    for (const { flow } of await all<{ flow: unknown }>("SELECT flow FROM ivr_version")) {
      const parsed = ivrFlow.parse(flow);
      expect(validateIvr(parsed, { skillGroupIds })).toEqual([]);
      const prompts = JSON.stringify(parsed).match(/zh\/[\w-]+/g) ?? [];
      for (const prompt of prompts) expect((await stat(path.join(env.promptsDir, `${prompt}.wav`))).size, prompt).toBeGreaterThan(1_000);
    }
  });

  it("writes ids and grants that the contracts accept", async () => {
    for (const role of await all<{ id: string; grants: unknown }>("SELECT id, grants FROM role")) {
      expect(customer.shape.id.safeParse(role.id).success).toBe(true);
      expect(grants.safeParse(role.grants).error).toBeUndefined();
    }
  });

  it("spreads past calls over sixty days, with no agent in two calls at once and none of today", async () => {
    const [span] = await all<{ days: string; latest: Date; first: Date }>(
      "SELECT count(DISTINCT (started_at AT TIME ZONE 'Asia/Shanghai')::date) AS days, max(started_at) AS latest, min(started_at) AS first FROM call",
    );
    expect(Number(span?.days)).toBe(60);
    expect(span?.latest.getTime()).toBeLessThan(Date.parse("2026-03-01T16:00:00Z"));
    expect(
      await count(
        "call_part a JOIN call_part b ON a.person_id = b.person_id AND a.id < b.id AND a.answered_at < b.ended_at AND b.answered_at < a.ended_at",
      ),
    ).toBe(0);
    const results = await all<{ result: string; share: string }>(
      "SELECT result, round(100.0 * count(*) / 20000) AS share FROM call WHERE direction = 'inbound' GROUP BY 1",
    );
    expect(results.map((row) => row.result).sort()).toEqual([
      "abandoned_in_ivr",
      "abandoned_in_queue",
      "abandoned_ringing",
      "answered",
      "ended_by_flow",
    ]);
  });

  it("leaves no wrap-up work behind", async () => {
    expect(await count("call_part WHERE answered_at IS NOT NULL AND (summary_state <> 'saved' OR wrap_up_ended_at IS NULL)")).toBe(0);
    expect(await count("call_part p WHERE summary_state = 'saved' AND NOT EXISTS (SELECT 1 FROM summary s WHERE s.part_id = p.id)")).toBe(
      0,
    );
    expect(await count("summary s WHERE category_id NOT IN (SELECT id FROM category)")).toBe(0);
  });

  it("keeps times of a call in order", async () => {
    expect(
      await count(
        "call WHERE NOT (started_at <= coalesce(queued_at, started_at) AND coalesce(queued_at, started_at) <= coalesce(alerted_at, ended_at) AND coalesce(alerted_at, started_at) <= coalesce(answered_at, ended_at) AND coalesce(answered_at, started_at) <= ended_at)",
      ),
    ).toBe(0);
    expect(
      await count(
        "call_part p JOIN call c ON c.id = p.call_id WHERE p.call_started_at <> c.started_at OR NOT (coalesce(c.queued_at, c.started_at) <= p.started_at AND p.started_at <= coalesce(p.answered_at, p.ended_at) AND coalesce(p.answered_at, p.started_at) <= p.ended_at AND p.ended_at = c.ended_at)",
      ),
    ).toBe(0);
    expect(await count("call WHERE answered_at IS NOT NULL AND abs(extract(epoch FROM ended_at - answered_at) * 1000 - talk_ms) > 1")).toBe(
      0,
    );
  });

  it("gives every ring and every call out its part", async () => {
    expect(
      await count("call_offer o WHERE NOT EXISTS (SELECT 1 FROM call_part p WHERE p.call_id = o.call_id AND p.person_id = o.person_id)"),
    ).toBe(0);
    expect(
      await count(
        "call c WHERE (answered_at IS NOT NULL OR direction = 'outbound') AND (SELECT count(*) FROM call_part p WHERE p.call_id = c.id) <> 1",
      ),
    ).toBe(0);
  });

  it("has a few real recordings, as long as their calls", async () => {
    const rows = await all<{ file: string; bytes: number; duration_ms: number; talk_ms: number }>(
      "SELECT r.file, r.bytes, r.duration_ms, c.talk_ms FROM recording r JOIN call c ON c.id = r.call_id",
    );
    expect(rows.length).toBeGreaterThanOrEqual(6);
    for (const row of rows) {
      const wav = await readFile(path.join(env.recordingsDir, row.file));
      expect(wav.length).toBe(row.bytes);
      expect(wav.readUInt16LE(20), "µ-law").toBe(7);
      expect(wav.readUInt16LE(22), "two channels").toBe(2);
      expect(row.duration_ms).toBe(row.talk_ms);
      expect(row.duration_ms).toBeGreaterThan(5_000);
    }
  });

  it("does nothing the second time but follow the environment", async () => {
    const again = await seedDemo({ ...env, carrierSipPort: 5099 }, new Date(NOW.getTime() + 86_400_000));
    expect(again.written).toBe(false);
    expect(await all("SELECT port FROM trunk")).toEqual([{ port: 5099 }]);
    const hashes = async () =>
      (await all<{ h: string }>("SELECT DISTINCT password_hash AS h FROM person WHERE password_hash IS NOT NULL")).map((r) => r.h);
    const [before] = await hashes();
    await seedDemo({ ...env, demoPassword: "another-demo" }, NOW);
    const after = await hashes();
    expect(after).toHaveLength(1);
    expect(after[0]).not.toBe(before);
  });
});
