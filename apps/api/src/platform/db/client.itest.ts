import { createTestDatabase, type TestDatabase } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asAppError } from "../http/error-mapper.ts";
import { type Database, openDatabase, type SqlReader } from "./client.ts";

const SIZE = 2;
const WAIT_MS = 3_000;
const TWICE = 2 * SIZE;
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, SIZE, WAIT_MS);
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

it.each(["inTransaction", "inSqlTransaction"] as const)(
  "%s: where no connection comes free in time, the database is told to be unavailable",
  async (kind) => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun: Promise<void>[] = [];
    const held = Array.from({ length: SIZE }, () => {
      let begin = () => {};
      begun.push(
        new Promise((resolve) => {
          begin = resolve;
        }),
      );
      return db.inSqlTransaction(async (rows) => {
        await rows.$queryRaw`SELECT 1`;
        begin();
        await released;
      });
    });
    await Promise.all(begun);
    const late = await db[kind](async (rows: SqlReader) => rows.$queryRaw`SELECT 1`).catch((error: unknown) => error);
    release();
    await Promise.all(held);
    expect(asAppError(late)).toMatchObject({ code: "server.unavailable", retryAfter: 1 });
  },
);
