import { describe, expect, it } from "vitest";
import { z } from "zod";
import { allEndpoints } from "./endpoints.ts";
import { type Endpoint, endpoint } from "./kernel/endpoint.ts";
import { socketAuth } from "./kernel/realtime.ts";
import { text } from "./kernel/text.ts";

/** What this test reads of a schema's definition. */
interface Definition {
  type: string;
  shape: Record<string, z.ZodType>;
  element: z.ZodType;
  keyType: z.ZodType;
  valueType: z.ZodType;
  items: z.ZodType[];
  options: z.ZodType[];
  left: z.ZodType;
  right: z.ZodType;
  in: z.ZodType;
  out: z.ZodType;
  innerType: z.ZodType;
  getter(): z.ZodType;
}
const definitionOf = (schema: z.ZodType): Definition => (schema as unknown as { def: Definition }).def;

interface Leaf {
  path: string;
  schema: z.ZodType;
}

/** Every schema inside another that holds no further schemas, with its path. */
function leavesOf(schema: z.ZodType, path: string, seen = new Set<z.ZodType>()): Leaf[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = definitionOf(schema);
  const inside = (more: [name: string, inner: z.ZodType][]): Leaf[] => more.flatMap(([name, inner]) => leavesOf(inner, path + name, seen));
  switch (def.type) {
    case "object":
      return inside(Object.entries(def.shape).map(([name, inner]) => [`.${name}`, inner]));
    case "array":
      return inside([["[]", def.element]]);
    case "record":
      return inside([
        [".<key>", def.keyType],
        [".<value>", def.valueType],
      ]);
    case "tuple":
      return inside(def.items.map((inner, at) => [`[${at}]`, inner]));
    case "union":
      return inside(def.options.map((inner) => ["", inner]));
    case "intersection":
      return inside([
        ["", def.left],
        ["", def.right],
      ]);
    case "pipe":
      // `z.stringbool()` reads a few words itself; `z.unknown().pipe()` is checked by what follows.
      return definitionOf(def.in).type === "string" ? [{ path, schema }] : inside([["", def.out]]);
    case "lazy":
      return inside([["", def.getter()]]);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
      return inside([["", def.innerType]]);
    default:
      return [{ path, schema }];
  }
}

const BAD_TEXTS = ["", "aaaaaaaa", "a".repeat(32), "a1", "13800138000"].flatMap((rest) => [`${rest}\0`, `${rest}\ud800`]);
const FREE_TEXTS = ["no-moment", "no moment ".repeat(4)];
const BAD_MOMENTS = ["0000-01-01T00:00:00.000Z", "0000-01-01", "2026-02-30T00:00:00Z", "2026-02-30"];
/** Beyond `integer`. What is kept as JSON or counted in JavaScript has bounds of its own. */
const BAD_NUMBERS = [2_147_483_648, -2_147_483_649];

function faultsOf({ id, params, query, body }: Pick<Endpoint, "id" | "params" | "query" | "body">): string[] {
  const leaves = Object.entries({ params, query, body }).flatMap(([part, schema]) => (schema ? leavesOf(schema, `${id} ${part}`) : []));
  return leaves.flatMap(({ path, schema }) => {
    const takes = (value: unknown): boolean => schema.safeParse(value).success;
    const { type } = definitionOf(schema);
    if (type === "unknown" || type === "any") return [`${path} takes anything`];
    return [
      ...(BAD_TEXTS.some(takes) ? [`${path} takes NUL or a lone surrogate`] : []),
      ...(!FREE_TEXTS.some(takes) && BAD_MOMENTS.some(takes) ? [`${path} takes an impossible moment`] : []),
      ...(takes(1) && !takes(1.5) && BAD_NUMBERS.some(takes) ? [`${path} takes whole numbers beyond an integer`] : []),
    ];
  });
}

describe("what endpoints take in", () => {
  it("has no text that cannot be stored, no impossible moment and no number that no column holds", () => {
    expect([...new Set(allEndpoints.flatMap(faultsOf))]).toEqual([]);
    expect(faultsOf({ id: "socket", body: socketAuth })).toEqual([]);
  });

  it("shows each fault", () => {
    const bad = endpoint({
      id: "bad",
      method: "POST",
      path: "/bad",
      summary: "",
      permission: "public",
      query: z.object({ at: z.iso.datetime().optional() }),
      body: z.object({ names: z.array(z.string()), by: z.record(z.string(), text(10)), n: z.number().int().default(1), any: z.unknown() }),
      output: z.void(),
    });
    expect(faultsOf(bad)).toEqual([
      "bad query.at takes an impossible moment",
      "bad body.names[] takes NUL or a lone surrogate",
      "bad body.by.<key> takes NUL or a lone surrogate",
      "bad body.n takes whole numbers beyond an integer",
      "bad body.any takes anything",
    ]);
  });
});
