import type pg from "pg";
import { types } from "pg";
import { Prisma } from "./generated/client.ts";

/** Where statements go: the pool, or the connection of a transaction. */
export type Wire = Pick<pg.Pool, "query">;

type Asked = [query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]];

/**
 * Inside a transaction or outside, what a repo reads and writes through that needs no models. Prisma's two verbs for SQL, without Prisma between the
 * statement and PostgreSQL: on the way of a call that is half the processor time.
 */
export interface SqlReader {
  $queryRaw<T = unknown>(...asked: Asked): Promise<T>;
  /** Answers how many rows were touched. */
  $executeRaw(...asked: Asked): Promise<number>;
}

export function directly(wire: Wire): SqlReader {
  const send = (asked: Asked) => wire.query(queryOf(asked));
  return {
    $queryRaw: async <T>(...asked: Asked) => (await send(asked)).rows as T,
    $executeRaw: async (...asked) => (await send(asked)).rowCount ?? 0,
  };
}

/**
 * The same within a transaction, until `end`: what still goes on in it when it was given up (the others of a `Promise.all`) would otherwise write on its
 * connection outside of any transaction, or in the next one.
 */
export function directlyWithin(wire: Wire): { rows: SqlReader; end(): void } {
  let over = false;
  const query = ((...asked: Parameters<Wire["query"]>) =>
    over ? Promise.reject(new Error("the transaction is over")) : wire.query(...asked)) as Wire["query"];
  return {
    rows: directly({ query }),
    end: () => {
      over = true;
    },
  };
}

/** A statement that PostgreSQL parses and plans once per connection (see `prepared`). */
class Prepared extends Prisma.Sql {}

/**
 * For statements of the way of a call: parsed and planned once per connection instead of each time. Only where the text is always the same and one plan
 * is right for all values (reads and writes by key): PostgreSQL may plan it for values that it does not know.
 */
export const prepared = (strings: TemplateStringsArray, ...values: unknown[]): Prisma.Sql => new Prepared(strings, values);

const names = new Map<string, string>();
function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = `s${names.size + 1}`;
  names.set(text, name);
  return name;
}

function queryOf([query, ...values]: Asked): pg.QueryConfig {
  const sql = "raw" in query ? new Prisma.Sql(query, values) : query;
  const text = sql.text;
  return { text, values: sql.values, types: { getTypeParser }, ...(sql instanceof Prepared && { name: nameOf(text) }) };
}

/** `2026-01-31 08:15:00.123+00`: the connection's time zone is UTC (client.ts). */
const moment = (text: string): Date => new Date(text.endsWith("+00") ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text);
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const bare = (text: string): Date => new Date(`${text.replace(" ", "T")}Z`);
const many = (oid: number) => types.getTypeParser(oid, "text") as (text: string) => unknown[];
const texts = many(1009);
const each =
  <T>(parse: (text: string) => T) =>
  (text: string): (T | null)[] =>
    texts(text).map((entry) => (entry === null ? null : parse(entry as string)));

/** Values as Prisma answers them, by PostgreSQL's type number: bigint, numeric, date and the timestamps, each with its array. The rest is pg's own. */
const PARSERS: Record<number, (text: string) => unknown> = {
  20: BigInt,
  1016: each(BigInt),
  1700: (text) => new Prisma.Decimal(text),
  1231: each((text) => new Prisma.Decimal(text)),
  1082: day,
  1182: each(day),
  1114: bare,
  1115: each(bare),
  1184: moment,
  1185: each(moment),
  // uuid[]: to pg an unknown type, whose text it would hand on.
  2951: texts,
};
const getTypeParser = ((oid: number, format?: "text" | "binary") =>
  PARSERS[oid] ?? types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser;
