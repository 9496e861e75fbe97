// `pnpm check`: the one gate. Types, style, import rules, house rules, and whether the migrations lead to the schema.
import { generate } from "./build.mjs";
import { bin, isMain, main, run } from "./lib.mjs";

const node = (script, ...args) => [process.execPath, [`scripts/${script}`, ...args]];

const gates = [
  ["types of the programs", bin("tsc"), ["-p", "tsconfig.json"]],
  ["types of the web", bin("tsc"), ["-p", "apps/web"]],
  ["types of the end-to-end tests", bin("tsc"), ["-p", "e2e"]],
  ["style", bin("biome"), ["ci", "--colors=off", "."]],
  ["import rules", bin("depcruise"), ["--config", "--output-type", "err-long", "apps", "packages", "e2e", "bench", "prisma/seed"]],
  ["house rules", ...node("house-rules.mjs")],
  ["migrations", ...node("migration.mjs", "--check")],
];

/** Runs every gate, telling each result. Returns `{passed, failed, failures: {name, why}[]}`. */
export async function check(say = console.log) {
  await generate(say);
  const queue = [...gates];
  const counts = { passed: 0, failed: 0, failures: [] };
  const worker = async () => {
    for (let gate = queue.shift(); gate; gate = queue.shift()) {
      const [name, command, args] = gate;
      const startedAt = performance.now();
      const { code, output } = await run(command, args, { quiet: true });
      const took = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
      counts[code === 0 ? "passed" : "failed"] += 1;
      if (code !== 0) counts.failures.push({ name, why: output });
      say(code === 0 ? `✓ ${name} (${took})` : `✗ ${name} (${took})\n${output}`);
    }
  };
  await Promise.all([worker(), worker()]);
  return counts;
}

if (isMain(import.meta))
  await main(async () => {
    const { failed } = await check();
    process.exitCode = failed ? 1 : 0;
  });
