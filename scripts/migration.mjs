// Writes the next migration: the difference between prisma/migrations and prisma/schema.
//   node scripts/migration.mjs add-ticket-flags     → prisma/migrations/003_add-ticket-flags/migration.sql, to be read and completed by hand
// With `--check` it writes nothing and tells whether the two agree.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bin, env, isMain, main, must, run, Told } from "./lib.mjs";
import { ensureDatabase, migrationsFolder, readMigrations } from "./migrate.mjs";
import { startThrowAwayPostgres } from "./postgres.mjs";

const EMPTY = "-- This is an empty migration.";

/** The SQL that leads from the migrations to the schema; empty when they agree. */
export async function missingSql() {
  const server = await startThrowAwayPostgres();
  try {
    const urls = { DATABASE_URL: server.url("cloverdesk"), SHADOW_DATABASE_URL: server.url("shadow") };
    for (const url of Object.values(urls)) await ensureDatabase(url);
    // Prisma wants the folder to exist, the lock file tells it the provider.
    mkdirSync(migrationsFolder, { recursive: true });
    writeFileSync(path.join(migrationsFolder, "migration_lock.toml"), 'provider = "postgresql"\n');
    const diff = ["migrate", "diff", "--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema", "--script"];
    const { code, output } = await run(bin("prisma"), diff, { quiet: true, env: { ...env, ...urls } });
    if (code !== 0) throw new Told(output);
    const sql = output.replace(/^Loaded Prisma config.*\n/m, "").trim();
    return sql.startsWith(EMPTY) ? "" : sql;
  } finally {
    await server.stop();
  }
}

async function write(name) {
  if (!/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(name ?? "")) throw new Told("usage: node scripts/migration.mjs <name-in-small-letters>");
  await must(bin("prisma"), ["validate"], { quiet: true });
  const sql = await missingSql();
  if (!sql) return console.log("the migrations already lead to the schema: nothing to write");
  const last = Number.parseInt(readMigrations().at(-1)?.name ?? "0", 10);
  const folder = path.join(migrationsFolder, `${String(last + 1).padStart(3, "0")}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), `${sql}\n`);
  console.log(`wrote ${path.relative(process.cwd(), folder)}/migration.sql: read it before you commit it`);
}

if (isMain(import.meta))
  await main(async () => {
    if (process.argv[2] !== "--check") return write(process.argv[2]);
    const sql = await missingSql();
    if (sql) throw new Told(`prisma/schema has changes without a migration; run \`node scripts/migration.mjs <name>\`:\n${sql}`);
    console.log("migrations and schema agree");
  });
