// Writes docs/events.md from the events that packages/contracts declares; with `--check` refuses a page that is stale. Run with tsx.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EVENTS } from "@cloverdesk/contracts";
import { isMain, main, root, Told } from "./lib.mjs";

const file = path.join(root, "docs/events.md");

/** More alternatives than these are only counted. */
const MOST = 5;

/** A JSON schema in words: `id`, `integer or null`, `list of {code: text, …}`. */
function typeOf(schema) {
  if (schema.enum)
    return schema.enum.length > MOST ? `one of ${schema.enum.length} codes` : schema.enum.map((value) => `\`${value}\``).join(" · ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(" or ");
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.length >= MOST ? "any value" : options.map(typeOf).join(" or ");
  if (schema.type === "array") return `list of ${typeOf(schema.items)}`;
  if (schema.type === "object")
    return schema.properties ? `{${fieldsOf(schema).join(", ")}}` : `map of ${typeOf(schema.additionalProperties)}`;
  if (schema.format === "uuid") return "id";
  return { string: "text", integer: "integer", number: "number", boolean: "boolean", null: "null" }[schema.type] ?? "any value";
}

const fieldsOf = ({ properties, required = [] }) =>
  Object.entries(properties).map(([name, schema]) => `${name}${required.includes(name) ? "" : "?"}: ${typeOf(schema)}`);

const payloadOf = (event) => fieldsOf(event.data.toJSONSchema());

function sectionOf([module, kinds]) {
  const events = Object.values(kinds).map((event) => ({ ...event, payload: payloadOf(event) }));
  const shared = events.length > 1 && events[0].payload.length > 0 && new Set(events.map(({ payload }) => payload.join())).size === 1;
  const payload = (fields) => (shared ? "as above" : fields.join("<br>") || "–");
  return [
    `## ${module.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    "",
    ...(shared ? ["Payload of each:", "", ...events[0].payload.map((field) => `- ${field}`), ""] : []),
    "| event | entity | meaning | payload |",
    "|---|---|---|---|",
    ...events.map((event) => `| \`${event.name}\` | ${event.entity} | ${event.meaning} | ${payload(event.payload)} |`),
    "",
  ].join("\n");
}

export function eventsPage(modules) {
  return `# Events

What the product records when something happens: a row of the table \`event\`, written in the transaction that did it, with the time, the person who
acted (none for the product itself), the entity's id and the payload below. Names and payloads are stored, so a name never changes and a payload only
gains optional fields. Declared in \`packages/contracts/src/<module>/events.ts\`; this page is written by \`pnpm events-page\`.

${Object.entries(modules).map(sectionOf).join("\n")}`;
}

if (isMain(import.meta))
  await main(() => {
    const page = eventsPage(EVENTS);
    if (!process.argv.includes("--check")) return writeFileSync(file, page);
    if (readFileSync(file, "utf8") !== page) throw new Told("docs/events.md is stale: run `pnpm events-page`.");
  });
