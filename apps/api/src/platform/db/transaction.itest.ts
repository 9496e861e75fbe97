import { randomUUID } from "node:crypto";
import { callEvents } from "@cloverdesk/contracts";
import { createTestDatabase, type TestDatabase } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ZodError } from "zod";
import { type Database, openDatabase } from "./client.ts";
import { sqlTransaction } from "./transaction.ts";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 2);
  db.checkEvents = true;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const AT = new Date("2026-03-02T08:00:00.123Z");

it("writes an event with the declared name, entity and payload", async () => {
  const [entityId, skillGroupId] = [randomUUID(), randomUUID()];
  await sqlTransaction(db, null, AT, async (tx) => tx.record(callEvents.queued, { entityId, data: { skillGroupId }, note: "flow" }));
  const events = await db.prisma.event.findMany({ where: { entityId } });
  expect(events).toMatchObject([{ name: "call.queued", entity: "call", at: AT, actorId: null, actorNote: "flow", data: { skillGroupId } }]);
});

it.each([
  ["a field that is missing", {}],
  ["a field of another kind", { skillGroupId: 7 }],
  ["a field that is not declared", { skillGroupId: randomUUID(), priority: 1 }],
])("where events are checked, refuses %s and writes nothing", async (_what, data) => {
  const entityId = randomUUID();
  const recording = sqlTransaction(db, null, AT, async (tx) =>
    tx.record(callEvents.queued, { entityId, data: data as { skillGroupId: string } }),
  );
  await expect(recording).rejects.toThrow(ZodError);
  expect(await db.prisma.event.count({ where: { entityId } })).toBe(0);
});
