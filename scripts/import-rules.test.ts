import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const config = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const api = "apps/api/src";

/** rule, the file that breaks it, what that file imports (a file of the house or an npm package) */
const forbidden: [rule: string, file: string, imports: string][] = [
  ["contracts-only-zod", "packages/contracts/src/a.ts", "pg"],
  ["contracts-only-zod", "packages/contracts/src/b.ts", "packages/rules/src/index.ts"],
  ["rules-only-contracts", "packages/rules/src/a.ts", "packages/sip/src/index.ts"],
  ["sip-alone", "packages/sip/src/a.ts", "packages/contracts/src/index.ts"],
  ["media-alone", "packages/media/src/a.ts", "packages/sip/src/index.ts"],
  ["sheets-alone", "packages/sheets/src/a.ts", "packages/contracts/src/index.ts"],
  ["data-dir-alone", "packages/data-dir/src/a.ts", "packages/contracts/src/index.ts"],
  ["web-stays-in-the-browser", "apps/web/src/app/a.ts", "apps/api/src/env.ts"],
  ["web-stays-in-the-browser", "apps/web/src/app/b.ts", "packages/media/src/index.ts"],
  ["web-without-node", "apps/web/src/app/c.ts", "node:fs"],
  ["api-reaches-voice-by-contract", `${api}/a.ts`, "packages/sip/src/index.ts"],
  ["voice-owns-sound-alone", "apps/voice/src/a.ts", "packages/rules/src/index.ts"],
  ["carrier-is-outside", "apps/carrier/src/a.ts", "packages/contracts/src/index.ts"],
  ["modules-upward-identity", `${api}/modules/identity/a.ts`, `${api}/modules/customers/index.ts`],
  ["modules-upward-calls", `${api}/modules/calls/a.ts`, `${api}/modules/tickets/index.ts`],
  ["modules-by-their-face", `${api}/modules/calls/b.ts`, `${api}/modules/agents/agent.repo.ts`],
  ["modules-by-their-face-in-tests", `${api}/modules/calls/b.itest.ts`, `${api}/modules/agents/agent.repo.ts`],
  ["app-mounts-faces", `${api}/app.ts`, `${api}/modules/agents/agent.repo.ts`],
  ["platform-knows-no-module", `${api}/platform/http/a.ts`, `${api}/modules/agents/index.ts`],
  ["database-only-in-repos", `${api}/modules/calls/commands/a.ts`, "pg"],
  ["database-only-in-repos", `${api}/modules/calls/commands/b.ts`, `${api}/platform/db/generated/client.ts`],
  ["express-only-in-routes", `${api}/modules/calls/commands/c.ts`, "express"],
  ["socket-io-only-in-realtime", `${api}/modules/calls/commands/d.ts`, "socket.io"],
  ["graphile-worker-only-in-jobs", `${api}/modules/calls/commands/e.ts`, "graphile-worker"],
  ["media-chosen-in-voice-main", "apps/voice/src/b.ts", "packages/media/src/engine/embedded.ts"],
  ["shared-knows-no-feature", "apps/web/src/shared/ui/a.ts", "apps/web/src/features/calls/index.ts"],
  ["features-know-no-app", "apps/web/src/features/calls/a.ts", "apps/web/src/app/router.ts"],
  ["features-stay-apart", "apps/web/src/features/calls/b.ts", "apps/web/src/features/agents/index.ts"],
  ["ground-features-know-no-feature", "apps/web/src/features/categories/a.ts", "apps/web/src/features/calls/index.ts"],
  ["features-by-their-face", "apps/web/src/app/e.ts", "apps/web/src/features/calls/audio/session.ts"],
  ["features-by-their-face", "apps/web/src/main.ts", "apps/web/src/features/calls/audio/session.ts"],
  ["features-by-their-face", "apps/web/src/features/calls/d.ts", "apps/web/src/features/categories/query.ts"],
  ["production-without-tests", `${api}/modules/calls/c.ts`, "packages/testing/src/index.ts"],
  ["production-without-tests", `${api}/modules/calls/d.ts`, `${api}/modules/calls/call.factory.ts`],
  ["production-without-tests", "apps/web/src/app/g.ts", "apps/web/src/features/calls/contact.factory.ts"],
  ["production-without-tests", "apps/web/src/app/h.ts", "apps/web/test/show.tsx"],
  ["not-to-unresolvable", `${api}/modules/calls/e.ts`, `${api}/modules/calls/nowhere`],
  ["not-undeclared", `${api}/modules/calls/f.repo.ts`, "undeclared"],
];

const allowed: [file: string, imports: string][] = [
  ["packages/contracts/src/c.ts", "zod"],
  ["packages/rules/src/b.ts", "packages/contracts/src/index.ts"],
  ["apps/web/src/app/d.ts", "apps/web/src/features/calls/index.ts"],
  ["apps/web/src/app/f.ts", "apps/web/src/features/tickets/create.ts"],
  ["apps/web/src/features/calls/c.ts", "apps/web/src/shared/ui/index.ts"],
  ["apps/web/src/features/calls/e.ts", "apps/web/src/features/categories/index.ts"],
  ["apps/web/src/features/calls/f.ts", "apps/web/src/features/calls/audio/session.ts"],
  ["apps/web/src/app/i.btest.tsx", "apps/web/src/features/calls/contact.factory.ts"],
  ["apps/web/src/features/calls/f.btest.tsx", "apps/web/test/show.tsx"],
  [`${api}/modules/calls/g.ts`, `${api}/modules/agents/index.ts`],
  [`${api}/modules/calls/g.itest.ts`, `${api}/modules/agents/agent.factory.ts`],
  [`${api}/modules/calls/h.test.ts`, "packages/testing/src/index.ts"],
  [`${api}/modules/calls/call.repo.ts`, "pg"],
  [`${api}/modules/calls/call.routes.ts`, "express"],
  [`${api}/modules/calls/call.realtime.ts`, "socket.io"],
  ["apps/voice/src/main.ts", "packages/media/src/engine/embedded.ts"],
  ["apps/voice/src/c.itest.ts", "packages/media/src/engine/embedded.ts"],
];

const cycle = [`${api}/modules/calls/one.ts`, `${api}/modules/calls/two.ts`] as const;

const folder = mkdtempSync(path.join(tmpdir(), "import-rules-"));
const found: string[] = [];

function write(file: string, text = "export {};\n"): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

const isFile = (target: string) => /^(apps|packages)\//.test(target);

function writeImport(file: string, target: string): void {
  const relative = path.relative(path.dirname(file), target);
  const specifier = !isFile(target) ? target : relative.startsWith(".") ? relative : `./${relative}`;
  write(file, `import "${specifier}";\n`);
}

beforeAll(async () => {
  const pairs: [string, string][] = [...forbidden.map(([, file, target]): [string, string] => [file, target]), ...allowed];
  for (const [, target] of pairs) {
    if (isFile(target) && path.extname(target)) write(target);
    else if (!isFile(target) && !target.startsWith("node:")) {
      write(`node_modules/${target}/package.json`, JSON.stringify({ name: target, version: "1.0.0", main: "index.js" }));
      write(`node_modules/${target}/index.js`);
    }
  }
  const dependencies = { zod: "1.0.0", pg: "1.0.0", express: "1.0.0", "socket.io": "1.0.0" };
  for (const home of ["apps/api", "packages/contracts"]) write(`${home}/package.json`, JSON.stringify({ dependencies }));
  for (const [file, target] of pairs) writeImport(file, target);
  writeImport(cycle[0], cycle[1]);
  writeImport(cycle[1], cycle[0]);

  const { tsConfig: _, ...options } = config.options;
  const result = await cruise(["apps", "packages"], {
    ...options,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
    baseDir: folder,
  });
  if (typeof result.output === "string") throw new Error(result.output);
  for (const { rule, from } of result.output.summary.violations) found.push(`${rule.name} ${from}`);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe("import rules", () => {
  test.each(forbidden)("%s: %s may not import %s", (rule, file) => {
    expect(found).toContain(`${rule} ${file}`);
  });

  test("two files may not import each other", () => {
    expect(found).toContain(`no-cycles ${cycle[0]}`);
  });

  test.each(allowed)("%s may import %s", (file) => {
    expect(found.filter((finding) => finding.endsWith(` ${file}`))).toEqual([]);
  });

  test("every rule is shown firing here, and says where the code belongs", () => {
    const shown = new Set([...forbidden.map(([rule]) => rule), "no-cycles"]);
    const names = config.forbidden.map(({ name }: { name: string }) => name.replace(/^(modules-upward)-.*/, "$1"));
    const unshown = names.filter((name: string) => ![...shown].some((rule) => rule.startsWith(name)));
    expect(unshown).toEqual([]);
    for (const { comment } of config.forbidden) expect(comment.length).toBeGreaterThan(40);
  });
});
