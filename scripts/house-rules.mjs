// House rules that an import graph cannot tell: found by reading the sources line by line. Each says where the code belongs.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMain, main, root, Told } from "./lib.mjs";
import { ownershipRules } from "./table-ownership.mjs";

const test = /\.[bi]?test\.tsx?$|^(apps|packages)\/[^/]+\/test\/|^packages\/testing\/|^(e2e|bench)\//;
const source = /\.(ts|tsx|mjs|cjs)$/;

export const rules = [
  {
    name: "environment-in-env-files",
    message: "process.env is read only in env.ts (and build configuration): take the value as an argument.",
    applies: (file) => /^(apps|packages|prisma)\//.test(file) && !test.test(file) && !/(^|\/)(env|vite\.config)\.ts$/.test(file),
    pattern: /\bprocess\.env\b/,
  },
  {
    name: "sql-in-repos",
    message: "SQL is written only in *.repo.ts and platform/db: give the repo a function that says what you need.",
    applies: (file) => /^apps\//.test(file) && !test.test(file) && !/\.repo\.ts$|^apps\/api\/src\/platform\/db\//.test(file),
    pattern: /\$(queryRaw|executeRaw)/,
  },
  {
    name: "events-by-record",
    message:
      "Events are declared in contracts/<module>/events.ts and written only by tx.record, so that each has its declared name and payload.",
    applies: (file) => /^(apps|prisma\/seed)/.test(file) && !test.test(file) && file !== "apps/api/src/platform/db/transaction.ts",
    pattern: /INSERT INTO event\b|\bevent\.create/,
  },
  {
    name: "media-engine-chosen-in-voice-main",
    message: "The media engine is chosen only in apps/voice/src/main.ts and tests: elsewhere take a MediaEngine as an argument.",
    applies: (file) => /^(apps|prisma)\//.test(file) && !test.test(file) && file !== "apps/voice/src/main.ts",
    pattern: /\bcreate\w*(Engine|EnginePool)\b.*from "@cloverdesk\/media/,
  },
  {
    name: "words-in-i18n",
    message: "Words on the screen belong in apps/web/src/shared/i18n, in both languages.",
    applies: (file) => /^apps\/web\/src\//.test(file) && !file.startsWith("apps/web/src/shared/i18n/") && !test.test(file),
    pattern: /^(?!\s*(\/\/|\*|\/\*)).*\p{Script=Han}/u,
    // A comment, or the one half of a pair.
    ignore: /\/\/.*$|\/\*.*?\*\/|\bzh: "[^"]*"/g,
  },
  {
    name: "names-in-both-languages",
    message: "antd names these buttons in English, whatever its locale: use useClear() and NumberInput of apps/web/src/shared/ui.",
    applies: (file) => /^apps\/web\/src\//.test(file) && !file.startsWith("apps/web/src/shared/ui/") && !test.test(file),
    pattern: /\ballowClear(?!=\{(clear|false)\}|: clear\b)|<InputNumber\b/,
  },
  {
    name: "formats-are-kept",
    message:
      "toLocaleString and its like make a new format with every call, which takes 100 times longer: use those of apps/web/src/shared/hooks/format.ts.",
    applies: (file) => /^(apps|packages)\//.test(file) && !test.test(file),
    pattern: /\.toLocale(Date|Time)?String\(/,
  },
  {
    name: "personal-is-forgotten",
    message:
      "queryClient.clear() leaves pages outside loading for ever: forgetPersonal() of apps/web/src/shared/api forgets what is a person's.",
    applies: (file) => /^apps\/web\/src\//.test(file) && !test.test(file),
    pattern: /\bqueryClient\.clear\(/,
  },
  {
    name: "inputs-from-kernel",
    message:
      "What comes in is declared with text(), line(), code(), phone(), count, version, moment and day of contracts/src/kernel: z.string() takes NUL and lone surrogates.",
    applies: (file) => /^packages\/contracts\/src\/(?!kernel\/|voice\/)/.test(file) && !test.test(file),
    // A bounded string, a chain of one over several lines, a moment, or anything plain in the input of an endpoint.
    pattern:
      /\bz\.string\(\)\.(?:trim|min|max|length|regex|nonempty)\b|^\s*\.string\(\)|\bz\.iso\b|\b(?:params|query|body):.*\bz\.(?:string|coerce)\b|\b(?:params|query|body):.*\bz\.number\(\)\.int\(\)(?!\.min\(\d+\)\.max\(\d)/,
  },
  {
    name: "paths-with-extension",
    message: "Import paths inside a package end in .ts or .tsx.",
    applies: (file) => /^(apps|packages|prisma|e2e|bench)\/.*\.tsx?$/.test(file),
    pattern: /\bfrom "\.{1,2}(\/[^"]*)?(?<!\.(ts|tsx|mts|mjs|cjs|js|css|json|svg))"/,
  },
  {
    name: "no-unfinished-work",
    message: "Finish it, or open an issue: unfinished work is not left in the code.",
    applies: (file) => file !== "scripts/house-rules.mjs" && file !== "scripts/house-rules.test.ts",
    pattern: /\b(TODO|FIXME|XXX)\b/,
  },
  {
    name: "no-catch-all-rooms",
    message: "utils, helpers and common say nothing: name the file or folder after what it holds.",
    applies: (file) => /(^|\/)(utils?|helpers?|common)(\/|\.[a-z]+$)/.test(file),
    pattern: /^/,
    once: true,
  },
  ...ownershipRules,
];

/** Most source files in one folder, tests aside. */
const CROWDED = 40;

/** The folders that hold more source files than a reader can survey, as lines. */
export function crowdedFolders(files) {
  const counts = new Map();
  for (const file of files.filter((each) => /^(apps|packages)\//.test(each) && !test.test(each)))
    counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > CROWDED)
    .map(([folder, count]) => `${folder} no-crowded-folders: ${count} files, at most ${CROWDED}: divide it by subject.`);
}

/** The findings in one file, as `{rule, line}`. */
export function findingsIn(file, text) {
  const found = [];
  for (const rule of rules.filter(({ applies }) => applies(file)))
    for (const [index, line] of text.split("\n").entries()) {
      if (!rule.pattern.test(rule.ignore ? line.replace(rule.ignore, "") : line)) continue;
      found.push({ rule, line: index + 1 });
      if (rule.once) break;
    }
  return found;
}

const skipped = new Set(["node_modules", "dist", "generated", "test-results", "playwright-report"]);

function* sources(folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* sources(file);
    else if (entry.isFile() && source.test(entry.name)) yield file;
  }
}

if (isMain(import.meta))
  await main(() => {
    const files = ["apps", "packages", "prisma", "e2e", "bench", "scripts"].flatMap((folder) => [...sources(folder)]);
    const lines = crowdedFolders(files);
    for (const file of files)
      for (const { rule, line } of findingsIn(file, readFileSync(path.join(root, file), "utf8")))
        lines.push(`${file}:${line} ${rule.name}: ${rule.message}`);
    if (lines.length) throw new Told(lines.join("\n"));
  });
