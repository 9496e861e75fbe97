// Applies prisma/migrations without Prisma's engine, keeping the same books (`_prisma_migrations`) as `prisma migrate deploy`.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMain, main, root, Told } from "./lib.mjs";

export const migrationsFolder = path.join(root, "prisma/migrations");

/** The advisory lock that Prisma takes while it migrates. */
const LOCK = 72707369;
const BOOKS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

async function withClient(url, fn) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Creates the database named in `url` when the server does not have it. */
export async function ensureDatabase(url) {
  const missing = await withClient(url, () => false).catch((error) => {
    if (error.code === "3D000") return true;
    throw error;
  });
  if (!missing) return;
  const maintenance = new URL(url);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = "/postgres";
  await withClient(maintenance.href, (client) => client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`));
}

/**
 * Throws `Told` when the database is not what it is started as: the demo enterprise never becomes a real one, and demo people with a known password never
 * come into a real one. `url` names a migrated database.
 */
export const refuseOtherDatabase = (url, demo) =>
  withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT EXISTS (SELECT FROM setting WHERE key = 'demoEnterprise') AS "isDemo", EXISTS (SELECT FROM person) AS "isUsed"`,
    );
    const [{ isDemo, isUsed }] = rows;
    if (isDemo && !demo)
      throw new Told(
        "this database holds the demo enterprise, whose password everybody knows: a real one begins in an empty database (another DATA_DIR or DATABASE_URL). " +
          "If it was made a real one by hand, see Upgrade in docs/operations.md",
      );
    if (isUsed && !isDemo && demo)
      throw new Told("this database belongs to a real enterprise, which the demo would be mixed into: start with DEMO=off");
  });

/** The migrations in the order they apply, as `{name, sql, checksum}`. */
export function readMigrations() {
  if (!existsSync(migrationsFolder)) return [];
  const folders = readdirSync(migrationsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map((entry) => entry.name).sort();
  return names.map((name) => {
    const sql = readFileSync(path.join(migrationsFolder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/** In one transaction with its line in the books: a process that is killed while an index is built leaves nothing, and the next one begins anew. */
async function apply(client, { name, sql, checksum }) {
  const id = randomUUID();
  const note = (columns, values) =>
    client.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, ${columns}) VALUES ($1, $2, $3, ${values})`, [
      id,
      checksum,
      name,
    ]);
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await note("finished_at, applied_steps_count", "clock_timestamp(), 1");
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    await note("rolled_back_at", "now()");
    await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, String(error)]);
    throw new Told(`migration ${name} failed: ${error.message}`);
  }
}

/**
 * The tables of graphile-worker, by its own migrations. They have row-level security without a policy, so only their owner could use them: the policies
 * leave access to ordinary grants, for an api that connects as another role than the migrating one (docs/operations.md).
 */
async function migrateJobs(client, url) {
  const { Logger, runMigrations } = await import("graphile-worker");
  await runMigrations({ connectionString: url, noPreparedStatements: true, logger: new Logger(() => () => {}) });
  await client.query(`
    DO $$ DECLARE name text; BEGIN
      FOR name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relrowsecurity
        AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
      LOOP EXECUTE format('CREATE POLICY by_grant ON graphile_worker.%I USING (true) WITH CHECK (true)', name); END LOOP;
    END $$`);
}

/**
 * Applies what is missing in `url`: of prisma/migrations, up to and including the migration `upTo` when it is given, and of graphile-worker. Several
 * processes may try at once. Returns the names applied of prisma/migrations. Throws `Told` when history was edited.
 */
export const migrate = (url, { upTo } = {}) =>
  withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(BOOKS);
    const { rows } = await client.query(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const books = new Map(rows.map((row) => [row.migration_name, row]));
    const applied = [];
    for (const migration of readMigrations().filter(({ name }) => upTo === undefined || name <= upTo)) {
      const entry = books.get(migration.name);
      if (!entry) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (!entry.finished_at) throw new Told(`migration ${migration.name} was interrupted; see \`prisma migrate resolve\``);
      else if (entry.checksum !== migration.checksum) throw new Told(`migration ${migration.name} was edited after it was applied`);
    }
    await migrateJobs(client, url);
    return applied;
  });

if (isMain(import.meta))
  await main(async () => {
    const url = process.env.DATABASE_URL;
    if (!url) throw new Told("DATABASE_URL names the database to migrate");
    await ensureDatabase(url);
    const applied = await migrate(url);
    await refuseOtherDatabase(url, process.env.DEMO === "on");
    console.log(applied.length ? `applied ${applied.join(", ")}` : "nothing to apply");
  });
