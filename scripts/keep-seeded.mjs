// Keeps the seeded database of the present schema for the upgrade test:
//   node scripts/keep-seeded.mjs      → prisma/upgrades/<last migration>.json.gz
// Run it on the commit of a release, before the next migration is written. apps/api/test/upgrade.itest.ts migrates every kept database.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { bin, env, main, must, root } from "./lib.mjs";
import { ensureDatabase, migrate, readMigrations } from "./migrate.mjs";
import { startThrowAwayPostgres } from "./postgres.mjs";

/** One of so many calls is kept, and one of so many customers without a call or ticket: every kind of row, in a small file. */
const EVERY_NTH = 40;

const tablesOf = (client) =>
  client
    .query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1")
    .then(({ rows }) => rows.map((row) => row.name));

/** Deletes rows whose foreign key leads nowhere, until none is left. */
async function deleteOrphans(client) {
  const { rows: keys } = await client.query(`
    SELECT c.conrelid::regclass::text AS child, a.attname AS "column", c.confrelid::regclass::text AS parent, f.attname AS key
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND c.connamespace = 'public'::regnamespace`);
  for (let deleted = 1; deleted > 0; ) {
    deleted = 0;
    for (const { child, column, parent, key } of keys) {
      const orphans = `"${column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE p."${key}" = ${child}."${column}")`;
      deleted += (await client.query(`DELETE FROM ${child} WHERE ${orphans}`)).rowCount;
    }
  }
}

async function thinOut(client) {
  await client.query("SET session_replication_role = replica");
  await client.query(
    `DELETE FROM call WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (ORDER BY started_at, id) AS n FROM call) c WHERE n % $1 <> 0)
       AND id NOT IN (SELECT call_id FROM ticket_call)`,
    [EVERY_NTH],
  );
  await client.query(
    `DELETE FROM customer c WHERE abs(hashtext(id::text)) % $1 <> 0
       AND NOT EXISTS (SELECT 1 FROM call WHERE customer_id = c.id) AND NOT EXISTS (SELECT 1 FROM ticket WHERE customer_id = c.id)`,
    [EVERY_NTH],
  );
  await deleteOrphans(client);
  await client.query("DELETE FROM event WHERE entity = 'call' AND NOT EXISTS (SELECT 1 FROM call WHERE id = entity_id)");
}

await main(async () => {
  const { default: pg } = await import("pg");
  const server = await startThrowAwayPostgres();
  const url = server.url("cloverdesk");
  const recordings = mkdtempSync(path.join(os.tmpdir(), "cloverdesk-recordings-"));
  const client = new pg.Client({ connectionString: url });
  try {
    await ensureDatabase(url);
    await migrate(url);
    await must(bin("tsx"), ["prisma/seed/main.ts"], { env: { ...env, DATABASE_URL: url, RECORDINGS_DIR: recordings } });
    await client.connect();
    await thinOut(client);
    const kept = {};
    for (const name of await tablesOf(client)) {
      const { rows } = await client.query(`SELECT coalesce(json_agg(t), '[]')::text AS rows FROM "${name}" t`);
      kept[name] = JSON.parse(rows[0].rows);
    }
    const folder = path.join(root, "prisma/upgrades");
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${readMigrations().at(-1).name}.json.gz`);
    writeFileSync(file, gzipSync(JSON.stringify(kept), { level: 9 }));
    const total = Object.values(kept).reduce((sum, rows) => sum + rows.length, 0);
    console.log(`kept ${total} rows of ${Object.keys(kept).length} tables in ${path.relative(root, file)}`);
  } finally {
    await client.end().catch(() => {});
    await server.stop();
    rmSync(recordings, { recursive: true });
  }
});
