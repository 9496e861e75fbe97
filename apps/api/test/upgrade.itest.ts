import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import {
  agentEndpoints,
  automationEndpoints,
  callEndpoints,
  customerEndpoints,
  exportEndpoints,
  ticketEndpoints,
} from "@cloverdesk/contracts";
import { createEmptyDatabase, type TestDatabase } from "@cloverdesk/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../../../scripts/migrate.mjs";
import { type ApiClient, type Harness, startHarness } from "./harness.ts";

/** Seeded databases of earlier versions (scripts/keep-seeded.mjs), by the last migration that they had. */
const FOLDER = path.resolve(import.meta.dirname, "../../../prisma/upgrades");
const kept = readdirSync(FOLDER).filter((name) => name.endsWith(".json.gz"));
type Rows = Record<string, object[]>;

/** Loads the rows as they were: without triggers, and with the numbers that sequences gave. */
async function load(client: pg.Client, tables: Rows): Promise<void> {
  await client.query("BEGIN; SET LOCAL session_replication_role = replica");
  // Migrations write rows, too: they are among those that were kept.
  await client.query(`TRUNCATE ${Object.keys(tables).map((table) => `"${table}"`)}`);
  for (const [table, rows] of Object.entries(tables)) {
    const columns = await client.query<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'",
      [table],
    );
    const list = columns.rows.map(({ name }) => `"${name}"`).join(", ");
    await client.query(
      `INSERT INTO "${table}" (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM json_populate_recordset(NULL::"${table}", $1)`,
      [JSON.stringify(rows)],
    );
  }
  const owned = await client.query<{ sequence: string; table: string; column: string }>(`
    SELECT s.oid::regclass::text AS sequence, d.refobjid::regclass::text AS table, a.attname AS column
    FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE s.relkind = 'S'`);
  for (const { sequence, table, column } of owned.rows)
    await client.query(`SELECT setval('${sequence}', coalesce((SELECT max("${column}") FROM ${table}), 0) + 1)`);
  await client.query("COMMIT");
}

/** When the database was seeded: its marker among the settings. */
function seededAt({ setting = [] }: Rows): Date {
  const [marker] = setting as { updated_at: string }[];
  if (!marker) throw new Error("the kept database was not seeded");
  return new Date(marker.updated_at);
}

/** A wrap-up whose end only its event tells: the process that should have noted it was killed. Answers what the call said. */
async function forgetWrapUp(client: pg.Client): Promise<{ id: string; ms: number }> {
  const { rows } = await client.query<{ id: string; ms: number }>(`
    WITH wrapped AS (
      SELECT id, agent_id, wrap_up_ended_at AS at, (extract(epoch FROM wrap_up_ended_at - ended_at) * 1000)::int AS ms FROM call
      WHERE state = 'ended' AND agent_id IS NOT NULL AND wrap_up_ended_at > ended_at LIMIT 1
    ), noted AS (
      INSERT INTO event (name, at, entity, entity_id, data)
      SELECT 'agent.state_changed', at, 'agent', agent_id, jsonb_build_object('from', 'wrap_up', 'to', 'ready', 'callId', id) FROM wrapped
    )
    UPDATE call c SET wrap_up_ended_at = NULL, wrap_up_ms = NULL FROM wrapped WHERE c.id = wrapped.id RETURNING c.id, wrapped.ms`);
  const [forgotten] = rows;
  if (!forgotten) throw new Error("no call of the kept database was wrapped up");
  return forgotten;
}

describe.each(kept)("a database seeded at %s", (file) => {
  const version = file.replace(".json.gz", "");
  const before: Rows = JSON.parse(gunzipSync(readFileSync(path.join(FOLDER, file))).toString());
  let database: TestDatabase;
  let client: pg.Client;
  let api: Harness;
  let forgotten: { id: string; ms: number };
  beforeAll(async () => {
    database = await createEmptyDatabase();
    await migrate(database.url, { upTo: version });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await load(client, before);
    forgotten = await forgetWrapUp(client);
    await migrate(database.url);
    api = await startHarness({ database });
    api.clock.advance(seededAt(before).getTime() - api.clock.now().getTime());
  });
  afterAll(async () => {
    await client?.end();
    await api?.stop();
  });

  const rowsOf = (table: string) => before[table]?.length ?? 0;
  const signIn = async (login: string): Promise<ApiClient> => {
    const client = api.anonymous();
    await client.signIn(`${login}@demo.test`, "clover-demo");
    return client;
  };

  it("is at the present version, with every row of the tables that are still there", async () => {
    const { rows } = await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
    const present = new Set(rows.map(({ name }) => name));
    for (const table of Object.keys(before).filter((name) => present.has(name))) {
      const { rows: counted } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM "${table}"`);
      expect(Number(counted[0]?.n), table).toBeGreaterThanOrEqual(rowsOf(table));
    }
  });

  it("lets its people sign in, off duty", async () => {
    const agent = await signIn("agent1");
    expect(await agent.call(agentEndpoints.mine)).toMatchObject({ agent: { state: "off_duty" } });
  });

  it("lets operations edit automatic tasks, and leads not", async () => {
    const [ops, lead] = [await signIn("ops"), await signIn("lead")];
    expect(await ops.call(automationEndpoints.list)).toEqual({ items: [] });
    await expect(lead.call(automationEndpoints.list)).rejects.toMatchObject({ code: "auth.forbidden" });
  });

  it("lets agents and leads have callbacks", async () => {
    for (const who of ["agent1", "lead", "ops"])
      expect(await (await signIn(who)).call(ticketEndpoints.callbacks), who).toEqual({ items: [], nextCursor: null });
  });

  it("shows its calls, with summaries and recordings", async () => {
    const lead = await signIn("admin");
    const { items } = await lead.call(callEndpoints.list, { query: { limit: 200 } });
    expect(items).toHaveLength(Math.min(200, rowsOf("call")));
    const answered = items.find((call) => call.agent !== null && call.summaryState === "saved");
    const record = await lead.call(callEndpoints.record, { params: { callId: answered?.id ?? "" } });
    const summary = before.summary?.find((row) => "call_id" in row && row.call_id === answered?.id) as { issue: string } | undefined;
    expect(record.parts.at(-1)?.summary).toMatchObject({ state: "saved", fields: { issue: summary?.issue } });
    expect(record.agent).toEqual(answered?.agent);
  });

  it("knows the end of a wrap-up that was not noted", async () => {
    const parts = await api.db.prisma.callPart.findMany({ where: { callId: forgotten.id, wrapUpMs: { not: null } } });
    expect(parts).toMatchObject([{ wrapUpMs: forgotten.ms }]);
  });

  it("shows its tickets, finds them, and works on them", async () => {
    const agent = await signIn("agent1");
    const { items } = await agent.call(ticketEndpoints.mine, { params: { list: "waiting" }, query: {} });
    const waiting = items[0];
    if (!waiting) throw new Error("the demo has tickets that wait");
    const claimed = await agent.call(ticketEndpoints.claim, { params: { ticketId: waiting.id } });
    expect(claimed).toMatchObject({ number: waiting.number, version: waiting.version + 1 });
    const found = await agent.call(ticketEndpoints.search, { body: { text: String(waiting.number) } });
    expect(found.items.map(({ id }) => id)).toContain(waiting.id);
    const { items: track } = await agent.call(ticketEndpoints.track, { params: { ticketId: waiting.id }, query: {} });
    expect(track.length).toBeGreaterThan(1);
  });

  it("shows customers and exports", async () => {
    const admin = await signIn("admin");
    const customer = before.customer?.[0] as { id: string; name: string } | undefined;
    expect(await admin.call(customerEndpoints.get, { params: { customerId: customer?.id ?? "" } })).toMatchObject({ name: customer?.name });
    expect(await admin.call(exportEndpoints.mine)).toMatchObject({ items: [] });
  });
});
