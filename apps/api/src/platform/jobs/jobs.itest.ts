import { until } from "@cloverdesk/testing";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { sqlTransaction, transaction } from "../db/transaction.ts";
import { defineJob, type JobOptions } from "./job.ts";
import { handOver } from "./job-requests.repo.ts";

const log: { n: number; attempt: number }[] = [];
let behave: (n: number, signal: AbortSignal) => Promise<void> | void = () => {};
const noteJob = defineJob({
  name: "test.note",
  payload: z.object({ n: z.number() }),
  maxAttempts: 3,
  async run(_ctx, { n }, { attempt, signal }) {
    log.push({ n, attempt });
    await behave(n, signal);
  },
});
let atOnce = 0;
let mostAtOnce = 0;
const singleJob = defineJob({
  name: "test.single",
  payload: z.object({ n: z.number() }),
  concurrency: 1,
  lane: "long",
  async run(ctx, { n }, run) {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      await tx.rows.$executeRaw`INSERT INTO done (n) VALUES (${n})`;
      await run.completeIn(tx);
    });
    atOnce--;
  },
});
const cronJob = defineJob({
  name: "test.cron",
  payload: z.object({ n: z.number() }),
  run: async (_ctx, { n }, { attempt }) => void log.push({ n, attempt }),
});

let h: Harness;
beforeAll(async () => {
  h = await startHarness();
  h.ctx.jobs.add(noteJob, singleJob, cronJob);
  await h.db.prisma.$executeRaw`CREATE TABLE done (n int NOT NULL)`;
  // A migration asks for jobs, too.
  await h.db.prisma.$executeRaw`DELETE FROM job_request`;
});
afterAll(() => h.stop());
beforeEach(() => {
  log.length = 0;
  behave = () => {};
});

const ask = (n: number, options?: JobOptions) => sqlTransaction(h.db, null, h.clock.now(), async (tx) => tx.job(noteJob, { n }, options));
const waiting = async () =>
  (await h.db.prisma.$queryRaw<{ n: number }[]>`SELECT (payload->>'n')::int AS n FROM job_request ORDER BY run_at`).map(({ n }) => n);
const handed = () =>
  h.db.prisma.$queryRaw<{ n: number; attempts: number; error: string | null; inSeconds: number }[]>`
    SELECT (payload->'data'->>'n')::int AS n, attempts::int, last_error AS error, extract(epoch FROM run_at - now())::float8 AS "inSeconds"
    FROM graphile_worker._private_jobs ORDER BY id`;
const clear = () => h.db.prisma.$executeRaw`DELETE FROM graphile_worker._private_jobs`;

describe("jobs", () => {
  it("a job of a transaction that rolls back is never asked for; one that commits runs once", async () => {
    await expect(
      transaction(h.db, null, h.clock.now(), async (tx) => {
        tx.job(noteJob, { n: 1 });
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    await transaction(h.db, null, h.clock.now(), async (tx) => tx.job(noteJob, { n: 2 }));
    await h.ctx.jobs.runAll();
    await h.ctx.jobs.runAll();
    expect(log).toEqual([{ n: 2, attempt: 1 }]);
  });

  it("a payload that the job does not declare is refused before the commit", async () => {
    const wrong = { n: "three" } as unknown as { n: number };
    await expect(sqlTransaction(h.db, null, h.clock.now(), async (tx) => tx.job(noteJob, wrong))).rejects.toThrow();
    expect(await waiting()).toEqual([]);
  });

  it("two processes that hand over at the same time hand over each request once", async () => {
    const other = await h.anotherProcess();
    await sqlTransaction(h.db, null, h.clock.now(), async (tx) => {
      for (let n = 0; n < 1_500; n++) tx.job(noteJob, { n });
    });
    const counts = await Promise.all(
      Array.from({ length: 12 }, (_, k) => handOver(k % 2 ? other.ctx.db : h.db, h.clock.now(), [noteJob, singleJob])),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_500);
    expect(await waiting()).toEqual([]);
    expect(new Set((await handed()).map(({ n }) => n)).size).toBe(1_500);
    await clear();
  });

  it("a failed attempt is followed by the next one after a growing time, until the attempts are used up", async () => {
    behave = () => {
      throw new Error("the server is away");
    };
    await ask(7);
    await h.ctx.jobs.runAll();
    for (const [attempt, after] of [
      [1, Math.E],
      [2, Math.E ** 2],
    ] as const) {
      const [job] = await handed();
      expect(job).toMatchObject({ n: 7, attempts: attempt, error: "the server is away" });
      expect(job?.inSeconds).toBeGreaterThan(after - 2);
      expect(job?.inSeconds).toBeLessThan(after + 0.1);
      await h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
      await h.ctx.jobs.runAll();
    }
    await h.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
    await h.ctx.jobs.runAll();
    expect(log.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(await handed()).toMatchObject([{ n: 7, attempts: 3 }]);
    await clear();
  });

  it("the same key replaces a request that was not handed over, and a job that has not started", async () => {
    await ask(1, { key: "a" });
    await ask(2, { key: "a" });
    await ask(3, { key: "b" });
    expect(await waiting()).toEqual([2, 3]);
    await handOver(h.db, h.clock.now(), [noteJob]);
    await ask(4, { key: "a" });
    await h.ctx.jobs.runAll();
    expect(log.map(({ n }) => n).sort()).toEqual([3, 4]);
  });

  it("a job with a later time waits for the injected clock", async () => {
    await ask(1, { runAt: new Date(h.clock.now().getTime() + 60_000) });
    await h.ctx.jobs.runAll();
    expect(log).toEqual([]);
    h.clock.advance(60_000);
    await h.ctx.jobs.runAll();
    expect(log).toEqual([{ n: 1, attempt: 1 }]);
  });

  it("a cron line asks once for each due time, in two processes, and not for those before it was new", async () => {
    const other = await h.anotherProcess();
    other.ctx.jobs.add(noteJob, singleJob, cronJob);
    for (const { jobs } of [h.ctx, other.ctx]) jobs.cron("0 * * * *", cronJob, { n: 5 });
    await h.sweep();
    expect(log).toEqual([]);
    for (let hour = 1; hour <= 3; hour++) {
      h.clock.advance(3_600_000);
      await Promise.all([h.ctx.sweeper.runAll(), other.ctx.sweeper.runAll()]);
      await h.ctx.jobs.runAll();
      expect(log).toHaveLength(hour);
    }
  });

  it("the api may connect as another role than the migrating one, which gets access by grants", async () => {
    const role = `api_${new URL(h.db.url).pathname.slice(1)}`;
    const owner = new pg.Client({ connectionString: h.db.url });
    await owner.connect();
    await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'api';
      GRANT USAGE ON SCHEMA graphile_worker TO ${role}; GRANT ALL ON ALL TABLES IN SCHEMA graphile_worker TO ${role};
      GRANT ALL ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${role}`);
    await owner.query(`SET ROLE ${role}`);
    await owner.query("SELECT graphile_worker.add_job('test.unknown')");
    const { rows } = await owner.query("DELETE FROM graphile_worker._private_jobs RETURNING id");
    expect(rows).toHaveLength(1);
    await owner.query(`RESET ROLE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await owner.end();
  });
});

describe("workers", () => {
  it("workers of two processes do each job once, and one process no more of a kind at once than it says", async () => {
    const other = await h.anotherProcess();
    other.ctx.jobs.add(noteJob, singleJob, cronJob);
    await h.ctx.jobs.start(true);
    await sqlTransaction(h.db, null, h.clock.now(), async (tx) => {
      for (let n = 0; n < 60; n++) tx.job(singleJob, { n });
    });
    const done = () => h.db.prisma.$queryRaw<{ n: number; times: number }[]>`SELECT n, count(*)::int AS times FROM done GROUP BY n`;
    await until(async () => (await done()).length >= 20, "a third is done", 20_000);
    expect(mostAtOnce).toBe(1);
    await other.ctx.jobs.start(true);
    await until(async () => (await done()).length === 60, "all are done", 20_000);
    expect((await done()).every(({ times }) => times === 1)).toBe(true);
    await other.ctx.jobs.stop();
  });

  it("a stopping process gives back what it was doing, and the attempt does not count", async () => {
    let begun = false;
    behave = (_n, signal) =>
      new Promise((_resolve, reject) => {
        begun = true;
        signal.addEventListener("abort", () => reject(new Error("stopped")));
      });
    await ask(1);
    await until(() => begun, "the job runs");
    await h.ctx.jobs.stop();
    expect(await handed()).toMatchObject([{ n: 1, attempts: 0, error: null }]);
    expect((await handed())[0]?.inSeconds).toBeLessThanOrEqual(0);
  });
});
