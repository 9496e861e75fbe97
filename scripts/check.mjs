// `pnpm check`: the one gate. Types, style, import rules, house rules, and whether the migrations lead to the schema.
import { generate, manifests } from "./build.mjs";
import { bin, isMain, main, run, step, Told } from "./lib.mjs";

const compiled = ["packages", ...manifests, "tsconfig.base.json"];
// One checker for each program: several would share nothing, and two programs are checked at a time.
const types = (project, ...inputs) => ({ command: bin("tsc"), args: ["-p", project, "--checkers", "1"], inputs: [...compiled, ...inputs] });
const node = (script, ...args) => ({ command: process.execPath, args: [`scripts/${script}`, ...args] });

const cruised = ["apps", "packages", "e2e", "bench", "prisma/seed"];
const cruise = ["--config", "--output-type", "err-long", ...cruised];

/**
 * The longest first. A gate with `inputs` reads nothing else: it is skipped while they are what they were when it last passed. The compiler checks a
 * whole program or none: its `incremental` reported errors that a newly generated client had mended, so it may as well miss some.
 */
const gates = [
  {
    name: "types of the programs",
    ...types("tsconfig.json", "tsconfig.json", "apps", "bench", "prisma", "scripts", "vitest.config.ts", "prisma.config.ts"),
  },
  { name: "types of the web", ...types("apps/web", "apps/web") },
  {
    name: "import rules",
    command: bin("depcruise"),
    args: cruise,
    inputs: [...cruised, ...manifests, ".dependency-cruiser.cjs", "tsconfig.base.json", "prisma/schema"],
  },
  {
    name: "migrations",
    ...node("migration.mjs", "--check"),
    inputs: ["prisma/schema", "prisma/migrations", "prisma.config.ts", "pnpm-lock.yaml", "scripts"],
  },
  { name: "types of the end-to-end tests", ...types("e2e", "e2e", "scripts") },
  { name: "style", command: bin("biome"), args: ["ci", "--colors=off", "--error-on-warnings", "."] },
  { name: "house rules", ...node("house-rules.mjs") },
  {
    name: "page of events",
    command: process.execPath,
    args: ["--import", "tsx", "scripts/events-page.mjs", "--check"],
    inputs: ["packages/contracts", "docs/events.md", "scripts/events-page.mjs"],
  },
];

async function runGate({ name, command, args, inputs }) {
  const gate = async () => {
    const { code, output } = await run(command, args, { quiet: true });
    if (code !== 0) throw new Told(output);
    return true;
  };
  return inputs ? step(`check-${name.replaceAll(" ", "-")}`, { inputs }, gate) : gate();
}

/** Runs every gate and says each result. Returns `{passed, failed, failures: {name, why}[]}`. */
export async function check(say = console.log) {
  await generate(say);
  const queue = [...gates];
  const counts = { passed: 0, failed: 0, failures: [] };
  const worker = async () => {
    for (let gate = queue.shift(); gate; gate = queue.shift()) {
      const startedAt = performance.now();
      const took = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
      try {
        const ran = await runGate(gate);
        counts.passed += 1;
        say(`✓ ${gate.name} (${ran ? took() : "unchanged"})`);
      } catch (error) {
        if (!(error instanceof Told)) throw error;
        counts.failed += 1;
        counts.failures.push({ name: gate.name, why: error.message });
        say(`✗ ${gate.name} (${took()})\n${error.message}`);
      }
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
