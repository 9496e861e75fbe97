import { createTestDatabase, type TestDatabase } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase, type SqlReader } from "./client.ts";

const SIZE = 2;
const TWICE = 2 * SIZE;
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, SIZE);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const outside = (): Promise<unknown> => Promise.all([db.prisma.person.count(), db.prisma.$queryRaw`SELECT 1`]);

it.each(["inTransaction", "inSqlTransaction"] as const)(
  "%s: as many at once as there are connections, each of which reads outside of itself, do not wait for each other",
  async (kind) => {
    let begun = 0;
    let go = () => {};
    const allHaveBegun = new Promise<void>((resolve) => {
      go = resolve;
    });
    const one = () =>
      db[kind](async (rows: SqlReader) => {
        await rows.$queryRaw`SELECT 1`;
        if (++begun === SIZE) go();
        await allHaveBegun;
        await outside();
        return true;
      });
    expect(await Promise.all(Array.from({ length: TWICE }, one))).toEqual(Array(TWICE).fill(true));
  },
);
