import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase, prepared } from "./client.ts";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

it("answers values as Prisma's models do", async () => {
  const [row] = await db.prisma.$queryRaw<Record<string, unknown>[]>`
    SELECT 12345678901234::bigint AS big, 1.50::numeric AS exact, '2026-01-31'::date AS day, '2026-01-31 08:15:00.123+00'::timestamptz AS at,
      '2026-01-31 08:15:00'::timestamptz AS whole, ARRAY['2026-01-31 08:15:00+00', NULL]::timestamptz[] AS moments, ARRAY[1, NULL]::bigint[] AS numbers,
      ARRAY['a,b', NULL, 'c"d']::text[] AS texts, ARRAY['0190a5b2-0000-7000-8000-000000000000']::uuid[] AS ids, '{"a": [1]}'::jsonb AS json, NULL::bigint AS nothing`;
  expect(row).toMatchObject({
    big: 12345678901234n,
    day: new Date("2026-01-31T00:00:00Z"),
    at: new Date("2026-01-31T08:15:00.123Z"),
    whole: new Date("2026-01-31T08:15:00Z"),
    moments: [new Date("2026-01-31T08:15:00Z"), null],
    numbers: [1n, null],
    texts: ["a,b", null, 'c"d'],
    ids: ["0190a5b2-0000-7000-8000-000000000000"],
    json: { a: [1] },
    nothing: null,
  });
  expect(String(row?.exact)).toBe("1.5");
});

it("takes values of every kind", async () => {
  const at = new Date("2026-01-31T08:15:00.123Z");
  const [row] = await db.prisma.$queryRaw<Record<string, unknown>[]>`
    SELECT ${at}::timestamptz AS at, ${7n}::bigint AS big, ${["a,b", "{c}", '"']}::text[] AS texts, ${true}::boolean AS yes, ${null}::text AS nothing,
      ${JSON.stringify({ a: "ü" })}::jsonb AS json, ${[at]}::timestamptz[] AS moments`;
  expect(row).toEqual({ at, big: 7n, texts: ["a,b", "{c}", '"'], yes: true, nothing: null, json: { a: "ü" }, moments: [at] });
});

it("goes over a transaction's own connection, beside the models, and is undone with it", async () => {
  const id = randomUUID();
  const attempt = db.inTransaction(async (rows) => {
    await rows.businessUnit.create({ data: { id, name: "of the transaction" } });
    const found = await rows.$queryRaw<{ name: string }[]>`SELECT name FROM business_unit WHERE id = ${id}::uuid`;
    expect(found).toEqual([{ name: "of the transaction" }]);
    expect(await rows.$executeRaw`UPDATE business_unit SET name = 'changed' WHERE id = ${id}::uuid`).toBe(1);
    expect(await rows.businessUnit.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: "changed" });
    expect(await db.prisma.businessUnit.findUnique({ where: { id } })).toBeNull();
    throw new Error("changed our minds");
  });
  await expect(attempt).rejects.toThrow("changed our minds");
  expect(await db.prisma.$queryRaw`SELECT 1 FROM business_unit WHERE id = ${id}::uuid`).toEqual([]);
});

it("keeps many transactions at once apart", async () => {
  const pids = await Promise.all(
    Array.from({ length: 40 }, () =>
      db.inTransaction(async (rows) => {
        const pid = async () => (await rows.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid, txid_current()`)[0]?.pid;
        const before = await pid();
        await rows.businessUnit.count();
        expect(await pid()).toBe(before);
        return before;
      }),
    ),
  );
  expect(new Set(pids).size).toBeGreaterThan(1);
});

it("prepares a statement once per connection, with other values each time", async () => {
  const twice = (n: number) => db.inTransaction((rows) => rows.$queryRaw<{ n: number }[]>(prepared`SELECT ${n}::int * 2 AS n`));
  expect(await Promise.all([1, 2, 3].map(twice))).toEqual([[{ n: 2 }], [{ n: 4 }], [{ n: 6 }]]);
  const known = await db.inTransaction(async (rows) => {
    await rows.$queryRaw(prepared`SELECT ${1}::int * 2 AS n`);
    return rows.$queryRaw<unknown[]>`SELECT 1 FROM pg_prepared_statements WHERE statement LIKE '%::int * 2 AS n'`;
  });
  expect(known).toHaveLength(1);
});
