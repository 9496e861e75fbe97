import { randomUUID } from "node:crypto";
import { agentEvents, callEvents } from "@cloverdesk/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { sqlTransaction, transaction } from "../db/transaction.ts";

let h: Harness;
let fail = false;
let beforeEffect = async (): Promise<void> => {};
beforeAll(async () => {
  h = await startHarness();
  await h.db.prisma.$executeRaw`CREATE TABLE effect (subscriber text NOT NULL, entity_id uuid NOT NULL, detail text NOT NULL)`;
  h.ctx.subscribers.on(callEvents.keysSent, "test.first", {
    async handle(_ctx, tx, { entityId, data }) {
      await beforeEffect();
      await tx.rows.$executeRaw`INSERT INTO effect VALUES ('first', ${entityId}::uuid, ${String(data.count)})`;
      if (fail) throw new Error("not today");
    },
  });
  h.ctx.subscribers.onTogether({ held: callEvents.held, resumed: callEvents.resumed }, "test.together", {
    handle: (_ctx, tx, events) =>
      tx.rows
        .$executeRaw`INSERT INTO effect VALUES ('together', ${events[0]!.entityId}::uuid, ${events.map(({ name }) => name).join(" ")})`,
  });
  h.ctx.subscribers.on(callEvents.keysSent, "test.many", {
    when: ({ count }) => count > 10,
    handle: (_ctx, tx, { entityId }) => tx.rows.$executeRaw`INSERT INTO effect VALUES ('many', ${entityId}::uuid, '')`,
  });
});
afterAll(() => h.stop());
beforeEach(async () => {
  fail = false;
  beforeEffect = async () => {};
  await h.db.prisma.$executeRaw`DELETE FROM effect`;
});

const sendKeys = (entityId: string, count: number) =>
  sqlTransaction(h.db, null, h.clock.now(), async (tx) => tx.record(callEvents.keysSent, { entityId, data: { count } }));
const effects = () => h.db.prisma.$queryRaw<{ subscriber: string; entityId: string; detail: string }[]>`
  SELECT subscriber, entity_id AS "entityId", detail FROM effect ORDER BY subscriber, detail`;

describe("subscribers", () => {
  it("each that takes the event has its effect, with the declared payload", async () => {
    const [few, many] = [randomUUID(), randomUUID()];
    await sendKeys(few, 4);
    await sendKeys(many, 12);
    await h.ctx.jobs.runAll();
    expect(await effects()).toEqual([
      { subscriber: "first", entityId: many, detail: "12" },
      { subscriber: "first", entityId: few, detail: "4" },
      { subscriber: "many", entityId: many, detail: "" },
    ]);
  });

  it("of several events of one transaction each is delivered, and those that nobody takes are not", async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await transaction(h.db, null, h.clock.now(), async (tx) => {
      tx.record(callEvents.keysSent, { entityId: a, data: { count: 1 } });
      tx.record(agentEvents.summarySettled, { entityId: b, data: { callId: a, partId: randomUUID() } });
      tx.record(callEvents.keysSent, { entityId: b, data: { count: 2 } });
    });
    await h.ctx.jobs.runAll();
    expect((await effects()).map(({ entityId, detail }) => [entityId, detail])).toEqual([
      [a, "1"],
      [b, "2"],
    ]);
  });

  it("one that takes them together gets the events of a transaction at once, in their order", async () => {
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await sqlTransaction(h.db, null, h.clock.now(), async (tx) => {
      tx.record(callEvents.held, { entityId: a });
      tx.record(callEvents.muted, { entityId: a });
      tx.record(callEvents.resumed, { entityId: b });
      tx.record(callEvents.held, { entityId: b });
    });
    await sqlTransaction(h.db, null, h.clock.now(), async (tx) => tx.record(callEvents.held, { entityId: c }));
    await h.ctx.jobs.runAll();
    expect((await effects()).map(({ entityId, detail }) => [entityId, detail])).toEqual([
      [c, "call.held"],
      [a, "call.held call.resumed call.held"],
    ]);
  });

  it("nothing is delivered of a transaction that rolls back", async () => {
    const lost = sqlTransaction(h.db, null, h.clock.now(), async (tx) => {
      tx.record(callEvents.keysSent, { entityId: randomUUID(), data: { count: 1 } });
      throw new Error("changed my mind");
    });
    await expect(lost).rejects.toThrow("changed my mind");
    await h.ctx.jobs.runAll();
    expect(await effects()).toEqual([]);
  });

  it("an event that another process delivers again, because the first was taken for dead, has its effect once", async () => {
    const entityId = randomUUID();
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    beforeEffect = async () => {
      begin();
      await released;
    };
    const other = await h.anotherProcess();
    other.ctx.subscribers.on(callEvents.keysSent, "test.first", {
      handle: (_ctx, tx, event) => tx.rows.$executeRaw`INSERT INTO effect VALUES ('other', ${event.entityId}::uuid, '')`,
    });
    await sendKeys(entityId, 1);
    const first = h.ctx.jobs.runAll();
    await begun;
    // The takeover waits for the lock on the job, and finds it gone.
    const takenOver = h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL`;
    const second = Promise.all([takenOver, other.ctx.jobs.runAll()]);
    release();
    await Promise.all([first, second]);
    await other.ctx.jobs.runAll();
    expect(await effects()).toEqual([{ subscriber: "first", entityId, detail: "1" }]);
  });

  it("one that was taken over before its transaction has no effect", async () => {
    const entityId = randomUUID();
    const readings = h.db.inSqlTransaction;
    await sendKeys(entityId, 1);
    h.db.inSqlTransaction = async (...given) => {
      h.db.inSqlTransaction = readings;
      await h.db.prisma
        .$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'pool-other' WHERE locked_by IS NOT NULL`;
      return readings(...given);
    };
    await h.ctx.jobs.runAll();
    expect(await effects()).toEqual([]);
    await h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL, run_at = now()`;
    await h.ctx.jobs.runAll();
    expect(await effects()).toEqual([{ subscriber: "first", entityId, detail: "1" }]);
  });

  it("a subscriber that fails leaves nothing behind and is tried again", async () => {
    const entityId = randomUUID();
    fail = true;
    await sendKeys(entityId, 1);
    await h.ctx.jobs.runAll();
    expect(await effects()).toEqual([]);
    fail = false;
    await h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
    await h.ctx.jobs.runAll();
    expect(await effects()).toEqual([{ subscriber: "first", entityId, detail: "1" }]);
  });
});
