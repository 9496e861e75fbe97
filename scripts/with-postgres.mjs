// Runs a command with TEST_DATABASE_URL naming an empty, migrated database on a fast PostgreSQL that is thrown away afterwards:
//   node scripts/with-postgres.mjs vitest run --project integration --project sound
// The tests may clone that database (CREATE DATABASE x TEMPLATE cloverdesk) as long as nobody is connected to it.
import { spawn } from "node:child_process";
import path from "node:path";
import { env, main, root, Told } from "./lib.mjs";
import { ensureDatabase, migrate } from "./migrate.mjs";
import { startThrowAwayPostgres } from "./postgres.mjs";

await main(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (!command) throw new Told("usage: node scripts/with-postgres.mjs <command> [arguments]");
  const server = process.env.TEST_DATABASE_URL ? undefined : await startThrowAwayPostgres();
  const url = process.env.TEST_DATABASE_URL ?? server.url("cloverdesk");
  await ensureDatabase(url);
  await migrate(url);
  const PATH = `${path.join(root, "node_modules/.bin")}${path.delimiter}${env.PATH}`;
  const child = spawn(command, args, { env: { ...env, PATH, TEST_DATABASE_URL: url }, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.once("close", (code) => resolve(code ?? 1));
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
  });
  await server?.stop();
  process.exitCode = code;
});
