// `npm test`: everything the product must pass, from a fresh checkout. The last line counts what passed and failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { prepare } from "./build.mjs";
import { check } from "./check.mjs";
import { e2eInParts } from "./e2e.mjs";
import { bin, env, main, root, run, Told } from "./lib.mjs";

const reports = path.join(root, ".data/reports");

function readReport(file) {
  const full = path.join(reports, file);
  return existsSync(full) ? JSON.parse(readFileSync(full, "utf8")) : undefined;
}

/**
 * Counts of a vitest JSON report. A file that could not even be loaded has no tests of its own: it counts as one that failed.
 * So does each kind of error that was thrown outside of any test.
 */
function vitestCounts(stage) {
  const report = readReport(`${stage}.json`);
  if (!report) return;
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const where = path.relative(root, name);
    if (status === "failed" && assertionResults.length === 0) return [{ name: where, why: message }];
    const failed = assertionResults.filter((test) => test.status === "failed");
    return failed.map(({ fullName, failureMessages }) => ({ name: `${where} › ${fullName}`, why: failureMessages[0] }));
  });
  for (const { message, stack, count } of readReport(`${stage}.stray.json`) ?? [])
    failures.push({ name: `${stage} › thrown outside of any test, ${count} ×: ${message}`, why: stack });
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: failures.length, skipped, failures };
}

function playwrightCounts(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0, failures: [{ name: file, why: "no report was written" }] };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const failures = report.suites
    .flatMap(specs)
    .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === "flaky"))
    .map(({ file, line, title, tests }) => {
      const results = tests.flatMap((test) => test.results);
      return { name: `e2e/${file}:${line} › ${title}`, why: results.find(({ error }) => error)?.error.message };
    });
  // A test that passes only sometimes is a test that fails.
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped, failures };
}

const vitest = async (stage, projects, before = []) => {
  const [report, stray] = [`${stage}.json`, `${stage}.stray.json`].map((file) => path.join(reports, file));
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`, "--reporter=./scripts/stray-errors.mjs"];
  const chosen = projects.flatMap((project) => ["--project", project]);
  const [command, ...args] = [...before, bin("vitest"), "run", ...chosen, "--passWithNoTests", ...reporters];
  const { code } = await run(command, args, { env: { ...env, STRAY_ERRORS: stray } });
  return { code, counts: vitestCounts(stage) };
};

const stages = {
  install: async () => {
    await prepare({ bundled: false });
    return { code: 0 };
  },
  check: async () => ({ code: 0, counts: await check() }),
  unit: () => vitest("unit", ["unit"]),
  browser: () => vitest("browser", ["browser"], [process.execPath, "scripts/with-chromium.mjs"]),
  integration: () => vitest("integration", ["integration", "sound"], [process.execPath, "scripts/with-postgres.mjs"]),
  build: async () => {
    await prepare();
    return { code: 0 };
  },
  // Most of their time the pages wait for sound, timers and animations: on two cores two parts take little longer than one.
  e2e: async () => {
    const parts = Math.min(2, availableParallelism());
    const code = await e2eInParts(parts, (part) => path.join(reports, `e2e-${part}.json`));
    const counts = Array.from({ length: parts }, (_, i) => playwrightCounts(`e2e-${i + 1}.json`));
    const sum = (key) => counts.reduce((total, each) => total + each[key], 0);
    return {
      code,
      counts: {
        passed: sum("passed"),
        failed: sum("failed"),
        skipped: sum("skipped"),
        failures: counts.flatMap(({ failures }) => failures),
      },
    };
  },
};

/** Runs a stage; one that breaks, or fails without counting a failure, counts as one failed test. */
async function runStage(name) {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  let result;
  try {
    result = await stages[name]();
  } catch (error) {
    console.error(error instanceof Told ? error.message : error);
    result = { code: 1 };
  }
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [], ...result.counts };
  if (result.code !== 0 && counts.failed === 0) counts.failed = 1;
  return { name, counts, ms: performance.now() - startedAt };
}

await main(async () => {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const results = [];
  for (const name of Object.keys(stages)) {
    results.push(await runStage(name));
    if (results.at(-1).counts.failed && ["install", "build"].includes(name)) break; // nothing after it can run
  }
  // Said again at the end, where whoever has only the end of the output still reads it.
  for (const { counts } of results)
    for (const { name, why } of counts.failures) console.log(`\nfailed: ${name}\n${(why ?? "").split("\n").slice(0, 12).join("\n")}`);
  const total = (key) => results.reduce((sum, { counts }) => sum + counts[key], 0);
  console.log(`\n${results.map(({ name, ms }) => `${name} ${(ms / 1000).toFixed(1)} s`).join(" · ")}`);
  const skipped = total("skipped");
  const line = `${total("passed")} passed, ${total("failed")} failed${skipped ? `, ${skipped} skipped` : ""}`;
  process.stdout.write(`${line}\n`, () => process.exit(total("failed") ? 1 : 0));
});
