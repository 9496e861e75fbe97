// Runs benches, each with bundles of the present sources and a PostgreSQL of its own (durable, as in the product, unless FAST=on):
//   node bench/run.mjs queue-count            one bench at full size
//   AGENTS=50 SECONDS=5 node bench/run.mjs …  smaller; the variables are in bench/README.md
//   node bench/run.mjs --keep all             all of them, one after the other, and their rows in bench/README.md
//   FOLDER=/var/tmp/tickets node bench/run.mjs tickets   with a database that stays there, for the next run
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { prepare } from "../scripts/build.mjs";
import { env, main, root, Told } from "../scripts/lib.mjs";
import { ensureDatabase, migrate } from "../scripts/migrate.mjs";
import { startPostgres } from "../scripts/postgres.mjs";

const suffix = ".bench.ts";
const kept = process.env.FOLDER && path.resolve(process.env.FOLDER);
const readme = path.join(import.meta.dirname, "README.md");
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));

/** Runs one bench; resolves what its last line of JSON says, or nothing when it failed before. */
async function runBench(name) {
  const folder = kept || mkdtempSync(path.join(os.tmpdir(), `cloverdesk-bench-${name}-`));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const server = await startPostgres({ dataDir: path.join(folder, "postgres"), fast: process.env.FAST === "on" });
  let code;
  let output = "";
  try {
    const url = server.url("cloverdesk");
    await ensureDatabase(url);
    await migrate(url);
    const child = spawn(process.execPath, ["--import", "tsx", path.join("bench", name + suffix)], {
      cwd: root,
      env: { ...env, BENCH_DATABASE_URL: url, BENCH_FOLDER: folder },
      stdio: ["inherit", "pipe", "inherit"],
    });
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => child.kill(signal));
    child.stdout.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    code = await new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
  } finally {
    await server.stop();
    if (kept) console.log(`database and logs are kept in ${folder}`);
    else if (code === 0 && process.env.PROFILE !== "on")
      for (const place of [folder, server.dataDir]) rmSync(place, { recursive: true, force: true });
    else console.log(`logs (and profiles, with PROFILE=on) are in ${folder}`);
  }
  if (code !== 0) process.exitCode = 1;
  const line = output.split("\n").findLast((each) => each.startsWith('{"bench"'));
  return line && JSON.parse(line);
}

/** The bench's row of the table in README.md, in place of the one before. */
function keep({ bench, bar, figure, floor, floorIs, ratio, held, at, machine, load }) {
  const cells = [
    `\`${bench}\``,
    bar,
    `${held ? "" : "**missed** "}${figure}`,
    `${floor} (${floorIs})`,
    ratio,
    at.slice(0, 10),
    `${machine}, load ${load.join(" → ")}`,
  ];
  const row = `| ${cells.map((cell) => cell.replaceAll("|", "/").replace(/\s+/g, " ")).join(" | ")} |`;
  const lines = readFileSync(readme, "utf8").split("\n");
  const begin = lines.indexOf("## Last figures");
  const place = lines.findIndex((line, n) => n > begin && line.startsWith(`| \`${bench}\` `));
  const end = lines.indexOf("<!-- end of the figures -->");
  lines.splice(place < 0 ? end : place, place < 0 ? 0 : 1, row);
  writeFileSync(readme, lines.join("\n"));
}

await main(async () => {
  const keeps = process.argv.includes("--keep");
  const asked = process.argv.slice(2).filter((word) => word !== "--keep");
  const names = asked.includes("all") ? known : asked;
  if (names.length === 0 || names.some((name) => !known.includes(name)))
    throw new Told(`usage: node bench/run.mjs [--keep] ${known.join("|")}|all`);
  await prepare();
  for (const name of names) {
    const finding = await runBench(name);
    if (finding && keeps) keep(finding);
  }
});
