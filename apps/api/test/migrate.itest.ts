import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createTestDatabase } from "@cloverdesk/testing";
import pg from "pg";
import { expect, it } from "vitest";

const SCRIPT = path.join(import.meta.dirname, "../../../scripts/migrate.mjs");
const NAME = "015_tickets-by-node";

it("a migration that was killed in the middle is begun anew by the next start", async () => {
  const database = await createTestDatabase();
  const [client, holder] = [new pg.Client({ connectionString: database.url }), new pg.Client({ connectionString: database.url })];
  for (const each of [client, holder]) await each.connect();
  const migrating = () => spawn(process.execPath, [SCRIPT], { env: { ...process.env, DATABASE_URL: database.url } });
  await client.query("DROP INDEX ticket_type_id_node_no_idx");
  await client.query("DELETE FROM _prisma_migrations WHERE migration_name = $1", [NAME]);

  await holder.query("BEGIN; LOCK TABLE ticket IN EXCLUSIVE MODE");
  const killed = migrating();
  const waits = async () =>
    (await client.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).rowCount;
  await expect.poll(waits, { timeout: 20_000 }).toBe(1);
  killed.kill("SIGKILL");
  await once(killed, "exit");
  await holder.query("COMMIT");

  const next = migrating();
  const [code] = await once(next, "exit");
  expect(code).toBe(0);
  const { rows } = await client.query("SELECT finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE migration_name = $1", [NAME]);
  expect(rows).toEqual([{ done: true }]);
  expect((await client.query("SELECT 1 FROM pg_indexes WHERE indexname = 'ticket_type_id_node_no_idx'")).rowCount).toBe(1);
  for (const each of [client, holder]) await each.end();
  await database.drop();
});

it("a demo database is not started as a real one, nor a real one as the demo", async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const start = async (DEMO: "on" | "off") => {
    const program = spawn(process.execPath, [SCRIPT], { env: { ...process.env, DATABASE_URL: database.url, DEMO } });
    let said = "";
    program.stderr.on("data", (chunk: Buffer) => (said += chunk));
    const [code] = await once(program, "close");
    return { code, said };
  };
  expect(await start("off")).toMatchObject({ code: 0 });
  await client.query("INSERT INTO person (id, login_name, real_name, display_name) VALUES (gen_random_uuid(), 'a@example.test', 'A', 'A')");
  expect(await start("off")).toMatchObject({ code: 0 });
  expect(await start("on")).toMatchObject({ code: 1, said: expect.stringContaining("belongs to a real enterprise") });
  await client.query("INSERT INTO setting (key, value) VALUES ('demoEnterprise', '{}')");
  expect(await start("on")).toMatchObject({ code: 0 });
  expect(await start("off")).toMatchObject({ code: 1, said: expect.stringContaining("holds the demo enterprise") });
  await client.end();
  await database.drop();
});
