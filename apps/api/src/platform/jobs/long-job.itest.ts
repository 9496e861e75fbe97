import { randomUUID } from "node:crypto";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { sqlTransaction } from "../db/transaction.ts";
import { AppError } from "../http/app-error.ts";
import { type Change, cancelLongJob, defineLongJob, startLongJob, type Turn } from "./long-job.ts";
import { WORKER_LOST } from "./workers.repo.ts";

let work: (turn: Turn<number>) => Promise<string>;
const changes: Change<string>[] = [];
const long = defineLongJob({
  name: "test.long",
  cursor: z.number(),
  maxAttempts: 2,
  run: (_ctx, turn) => work(turn),
  changed: async (_ctx, _tx, change) => void changes.push(change),
});

let h: Harness;
let id: string;
beforeAll(async () => {
  h = await startHarness({ voiceUp: false });
  h.ctx.jobs.addLong(long);
});
afterAll(() => h.stop());
beforeEach(async () => {
  changes.length = 0;
  id = randomUUID();
  await h.db.prisma.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
});

const inTx = <T>(act: Parameters<typeof sqlTransaction<T>>[3]) => sqlTransaction(h.db, null, h.clock.now(), act);
const start = (total?: number) => inTx((tx) => startLongJob(tx, long, { id, total: total ?? null }));
const row = () => h.db.prisma.longJob.findUniqueOrThrow({ where: { id } });
const states = () => changes.map(({ state }) => state);
const retryNow = () => h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
const dead = () => h.db.prisma.$queryRaw<{ error: string }[]>`SELECT last_error AS error FROM graphile_worker._private_jobs`;

describe("long jobs", () => {
  it("tell each change in its transaction, and leave nothing behind when they are done", async () => {
    work = async (turn) => {
      await inTx((tx) => turn.save(tx, { cursor: 1, done: 10 }));
      return turn.file("xlsx");
    };
    expect(await start(10)).toBe(true);
    expect(await start(10)).toBe(false);
    await h.ctx.jobs.runAll();
    expect(await row()).toMatchObject({ state: "done", turn: null, done: 10, total: 10, finishedAt: h.clock.now() });
    expect(changes).toMatchObject([{ state: "running" }, { state: "done", result: expect.stringContaining(id) }]);
    expect(await dead()).toEqual([]);
  });

  it("go on at the saved cursor after an attempt that failed", async () => {
    const begunAt: (number | null)[] = [];
    work = async (turn) => {
      begunAt.push(turn.cursor);
      if (turn.cursor === null) {
        await inTx((tx) => turn.save(tx, { cursor: 7, done: 7 }));
        throw new Error("the disk is full");
      }
      return "";
    };
    await start();
    await h.ctx.jobs.runAll();
    expect(await row()).toMatchObject({ state: "waiting", cursor: 7 });
    await retryNow();
    await h.ctx.jobs.runAll();
    expect(begunAt).toEqual([null, 7]);
    expect(states()).toEqual(["running", "waiting", "running", "done"]);
  });

  it("fail when the attempts are used up, and run again from the beginning when they are asked for again", async () => {
    work = async () => {
      throw new Error("the disk is full");
    };
    await start();
    await h.ctx.jobs.runAll();
    await retryNow();
    await h.ctx.jobs.runAll();
    expect(await row()).toMatchObject({ state: "failed", failure: "the disk is full" });
    expect(await dead()).toEqual([{ error: "the disk is full" }]);
    work = async () => "";
    expect(await start()).toBe(true);
    await h.ctx.jobs.runAll();
    expect(await row()).toMatchObject({ state: "done", failure: null });
    expect(await dead()).toEqual([]);
  });

  it("a refusal is final at once", async () => {
    work = async () => {
      throw new AppError("exports.permission_lost");
    };
    await start();
    await h.ctx.jobs.runAll();
    expect(await row()).toMatchObject({ state: "failed", failure: "exports.permission_lost" });
    expect(await dead()).toEqual([]);
  });

  it("a cancelled one is stopped in the middle of a part and saves nothing more", async () => {
    let reached = false;
    let saved: unknown;
    work = async (turn) => {
      reached = true;
      await new Promise((resolve) => turn.signal.addEventListener("abort", resolve));
      saved = await inTx((tx) => turn.save(tx, { cursor: 1, done: 1 })).catch((error: unknown) => error);
      throw saved;
    };
    await start();
    const running = h.ctx.jobs.runAll();
    await until(() => reached, "it runs");
    expect(await inTx((tx) => cancelLongJob(tx, id))).toBe(true);
    await running;
    expect(saved).toBeInstanceOf(Error);
    expect(await row()).toMatchObject({ state: "cancelled", done: 0 });
    expect(states()).toEqual(["running"]);
    expect(await dead()).toEqual([]);
    expect(await inTx((tx) => cancelLongJob(tx, id))).toBe(false);
  });

  it("two processes never write for the same one: the turn that is taken over ends", async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let turns = 0;
    const outcomes: string[] = [];
    work = async (turn) => {
      const isFirst = ++turns === 1;
      if (isFirst) await released;
      await inTx((tx) => turn.save(tx, { cursor: turns, done: turns })).catch((error: Error) => {
        outcomes.push(error.constructor.name);
        throw error;
      });
      return isFirst ? "first" : "second";
    };
    await start();
    const firstRun = h.ctx.jobs.runAll();
    await until(() => turns === 1, "the first runs");
    // As if its process had been taken for dead.
    await h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL`;
    const other = await h.anotherProcess();
    other.ctx.jobs.addLong(long);
    await other.ctx.jobs.runAll();
    release();
    await firstRun;
    expect(outcomes).toEqual(["TurnOver"]);
    expect(changes.map(({ state, result }) => result ?? state)).toEqual(["running", "running", "second"]);
  });

  it("the turn that is taken over leaves the job to the process that has it", async () => {
    const releases: (() => void)[] = [];
    work = async (turn) => {
      const begun = releases.length + 1;
      await new Promise<void>((resolve) => releases.push(resolve));
      await inTx((tx) => turn.save(tx, { cursor: begun, done: begun }));
      return `turn ${begun}`;
    };
    await start();
    const firstRun = h.ctx.jobs.runAll();
    await until(() => releases.length === 1, "the first runs");
    await h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL`;
    const other = await h.anotherProcess();
    other.ctx.jobs.addLong(long);
    const secondRun = other.ctx.jobs.runAll();
    await until(() => releases.length === 2, "the second runs");
    releases[0]?.();
    await firstRun;
    releases[1]?.();
    await secondRun;
    expect(await row()).toMatchObject({ state: "done", done: 2 });
    expect(changes.at(-1)).toMatchObject({ state: "done", result: "turn 2" });
    expect(await dead()).toEqual([]);
  });

  describe("in a process that was taken for dead while it was only slow", () => {
    let release = (): void => {};
    let begun = 0;
    beforeEach(() => {
      begun = 0;
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      work = async (turn) => {
        begun += 1;
        await released;
        await inTx((tx) => turn.save(tx, { cursor: begun, done: begun }));
        return "";
      };
    });
    const job = async () =>
      (
        await h.db.prisma.$queryRaw<{ attempts: number; held: boolean }[]>`
          SELECT attempts::int, locked_at IS NOT NULL AS held FROM graphile_worker._private_jobs`
      )[0];
    /** A process with workers runs it, is taken for dead, and fetches the same job once more. */
    async function fetchedTwice() {
      const slow = await h.anotherProcess();
      slow.ctx.jobs.addLong(long);
      await start();
      await slow.ctx.jobs.start(true);
      await until(() => begun === 1, "it runs");
      await h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL, max_attempts = 25`;
      await until(async () => (await job())?.attempts === 2, "the same process fetches it again", 10_000);
      return slow;
    }

    it("runs on in its turn, and ends once", async () => {
      const slow = await fetchedTwice();
      release();
      await until(async () => (await row()).state === "done", "it ends");
      await until(async () => (await job()) === undefined, "its job is gone");
      await slow.ctx.jobs.stop();
      expect(begun).toBe(1);
      expect(states()).toEqual(["running", "done"]);
    });

    it("keeps its job when the turn was taken over meanwhile", async () => {
      const slow = await fetchedTwice();
      await h.db.prisma.$executeRaw`UPDATE long_job SET turn = ${randomUUID()}::uuid WHERE id = ${id}::uuid`;
      release();
      await until(
        async () => {
          await h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now()`;
          return (await row()).state === "done";
        },
        "a later attempt ends it",
        20_000,
      );
      await until(async () => (await job()) === undefined, "its job is gone");
      await slow.ctx.jobs.stop();
    });
  });

  it("one whose process was killed in its last attempt fails", async () => {
    work = async () => "";
    await start();
    await h.db.prisma.$executeRaw`UPDATE long_job SET state = 'running', turn = ${randomUUID()}::uuid WHERE id = ${id}::uuid`;
    await h.db.prisma.$executeRaw`DELETE FROM job_request`;
    await h.db.prisma.$executeRaw`
      INSERT INTO graphile_worker._private_jobs (task_id, key, attempts, max_attempts, locked_at, locked_by)
      VALUES (1, ${`test.long:${id}`}, 2, 2, now() - interval '1 minute', 'pool-gone')`;
    await h.sweep();
    expect(await row()).toMatchObject({ state: "failed", failure: WORKER_LOST });
    expect(await dead()).toEqual([{ error: WORKER_LOST }]);
    expect(changes).toEqual([{ id, state: "failed", failure: WORKER_LOST }]);
  });
});
