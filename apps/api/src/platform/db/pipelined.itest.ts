import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase, type SqlReader } from "./client.ts";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 4);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const insert = (rows: SqlReader, id: string, name = "unit") =>
  rows.$executeRaw`INSERT INTO business_unit (id, name) VALUES (${id}::uuid, ${name})`;
const exists = async (rows: SqlReader, id: string) =>
  (await rows.$queryRaw<unknown[]>`SELECT 1 FROM business_unit WHERE id = ${id}::uuid`).length > 0;

it("commits what was done, also by what goes out with the commit", async () => {
  const [first, last] = [randomUUID(), randomUUID()];
  const seen = await db.inSqlTransaction(
    async (rows) => {
      await insert(rows, first);
      return [await exists(rows, first), await exists(db.prisma, first)];
    },
    (rows) => insert(rows, last),
  );
  expect(seen).toEqual([true, false]);
  expect([await exists(db.prisma, first), await exists(db.prisma, last)]).toEqual([true, true]);
});

it("does what is asked for at once in its order", async () => {
  const id = randomUUID();
  const answers = await db.inSqlTransaction((rows) =>
    Promise.all([
      exists(rows, id),
      insert(rows, id),
      rows.$executeRaw`UPDATE business_unit SET name = 'later' WHERE id = ${id}::uuid`,
      rows.$queryRaw`SELECT name FROM business_unit WHERE id = ${id}::uuid`,
    ]),
  );
  expect(answers).toEqual([false, 1, 1, [{ name: "later" }]]);
});

it("undoes everything when the work throws, and leaves the connection fit for the next", async () => {
  const id = randomUUID();
  for (let n = 0; n < 8; n++) {
    const attempt = db.inSqlTransaction(async (rows) => {
      await insert(rows, id);
      throw new Error("changed our minds");
    });
    await expect(attempt).rejects.toThrow("changed our minds");
  }
  expect(await db.inSqlTransaction((rows) => exists(rows, id))).toBe(false);
});

it("undoes everything when one of several statements fails, whichever is waited for", async () => {
  const id = randomUUID();
  const attempt = db.inSqlTransaction((rows) =>
    Promise.all([insert(rows, id), rows.$executeRaw`INSERT INTO business_unit (id) VALUES ('no id')`, insert(rows, randomUUID())]),
  );
  await expect(attempt).rejects.toMatchObject({ code: "22P02" });
  expect(await exists(db.prisma, id)).toBe(false);
});

it("undoes everything when what goes out with the commit fails", async () => {
  const id = randomUUID();
  const attempt = db.inSqlTransaction(
    (rows) => insert(rows, id),
    (rows) => insert(rows, id),
  );
  await expect(attempt).rejects.toMatchObject({ code: "23505" });
  expect(await exists(db.prisma, id)).toBe(false);
});

it("never passes for committed when the error of a statement was swallowed", async () => {
  const id = randomUUID();
  const attempt = db.inSqlTransaction(async (rows) => {
    await insert(rows, id);
    await insert(rows, id).catch(() => {});
  });
  await expect(attempt).rejects.toThrow("rolled back");
  expect(await exists(db.prisma, id)).toBe(false);
});

for (const [kind, run] of [
  ["of SQL alone", (work: (rows: SqlReader) => Promise<unknown>) => db.inSqlTransaction(work)],
  ["with models", (work: (rows: SqlReader) => Promise<unknown>) => db.inTransaction(work)],
] as const)
  it(`does nothing any more once it is undone, whatever still goes on within: ${kind}`, async () => {
    const id = randomUUID();
    let goOn = (): void => {};
    const undone = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let late: Promise<unknown> | undefined;
    const attempt = run((rows) => {
      late = undone.then(() => insert(rows, id));
      return Promise.all([Promise.reject(new Error("changed our minds")), late]);
    });
    await expect(attempt).rejects.toThrow("changed our minds");
    goOn();
    await expect(late).rejects.toThrow("the transaction is over");
    expect(await exists(db.prisma, id)).toBe(false);
  });

it("fails when its connection dies, which is not used again", async () => {
  const id = randomUUID();
  const attempt = db.inSqlTransaction(async (rows) => {
    await insert(rows, id);
    await rows.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
  });
  await expect(attempt).rejects.toThrow();
  const all = Array.from({ length: 8 }, () => db.inSqlTransaction((rows) => exists(rows, id)));
  expect(await Promise.all(all)).toEqual(Array.from({ length: 8 }, () => false));
});
