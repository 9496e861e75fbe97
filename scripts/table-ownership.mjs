// Which module owns which table, read from prisma/schema (one file per module), as house rules:
// a module's SQL and models touch its own tables. It reads others' by their queries, or by the views that they publish as <table>_ref.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./lib.mjs";

const folder = path.join(root, "prisma/schema");
/** Tables of platform stand below every module. */
const shared = new Set(["platform", "jobs", "main"]);
const production = /^apps\/api\/src\/modules\/(?!.*([.]i?test|[.]factory)[.]ts$)/;

/** `{module, table, model}` of every model; `model` as the client spells it. */
function ownedTables() {
  const owned = [];
  for (const file of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, file), "utf8");
    for (const [, model, table] of text.matchAll(/^model (\w+) \{[^}]*@@map\("(\w+)"\)/gm))
      owned.push({ module: path.basename(file, ".prisma"), table, model: model[0].toLowerCase() + model.slice(1) });
  }
  return owned;
}

const owned = ownedTables().filter(({ module }) => !shared.has(module));

const anyOf = (names) => `(?:${names.join("|")})\\b`;
/** A view stands for its table, also when it is written to. */
const orView = (names) => `(?:${names.join("|")})(?:_ref)?\\b`;

export const ownershipRules = [...new Set(owned.map(({ module }) => module))].flatMap((module) => {
  const foreign = owned.filter((each) => each.module !== module);
  const applies = (file) => file.startsWith(`apps/api/src/modules/${module}/`) && production.test(file);
  const ignore = /\/\/.*$|^\s*\/?\*.*$/g;
  return [
    {
      name: "sql-writes-own-tables",
      message: `SQL in ${module} writes another module's table: call that module's command, in the same transaction.`,
      applies,
      pattern: new RegExp(`\\b(?:INTO|UPDATE|DELETE\\s+FROM)\\s+(?:ONLY\\s+)?"?${orView(foreign.map(({ table }) => table))}`),
      ignore,
    },
    {
      name: "sql-reads-own-tables",
      message: `SQL in ${module} reads another module's table: ask that module's query, or read the view <table>_ref that it publishes (prisma/migrations).`,
      applies,
      pattern: new RegExp(`\\b(?:(?<!DELETE\\s+)FROM|JOIN|USING)\\s+(?:ONLY\\s+)?"?${anyOf(foreign.map(({ table }) => table))}`),
      ignore,
    },
    {
      name: "models-on-own-tables",
      message: `${module} uses another module's model: ask that module's query.`,
      applies,
      pattern: new RegExp(`\\b(?:rows|reader|prisma|tx)\\.${anyOf(foreign.map(({ model }) => model))}`),
    },
  ];
});
