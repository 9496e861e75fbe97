import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createTestDatabase, type TestDatabase, until } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../src/platform/db/client.ts";
import { sqlTransaction } from "../src/platform/db/transaction.ts";
import { startLongJob } from "../src/platform/jobs/long-job.ts";
import { type BundledProcess, bundledProcess } from "./bundled-process.ts";
import { countJob, LAST_PARTS, partsJob } from "./killed-jobs.ts";
import { seeded } from "./seeded.ts";

const KILLS = 20;
/** Jobs that are asked for before each process begins: more than it does until it is killed. */
const JOBS = 25;

let database: TestDatabase;
let db: Database;
let bundle: BundledProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  await db.prisma.$executeRaw`CREATE TABLE effect (kind text NOT NULL, n int NOT NULL)`;
  // Those that migrations ask for are none of this test's.
  await db.prisma.$executeRaw`DELETE FROM job_request`;
  bundle = await bundledProcess("working-process.ts");
});
afterAll(async () => {
  bundle.remove();
  await db.close();
  await database.drop();
});

let asked = 0;
const ask = () =>
  sqlTransaction(db, null, new Date(), async (tx) => {
    for (let i = 0; i < JOBS; i++) tx.job(countJob, { n: ++asked });
  });

async function counts(): Promise<{ jobs: number; parts: number; doubled: number; held: number; left: number }> {
  const [row] = await db.prisma.$queryRaw<{ jobs: number; parts: number; doubled: number; held: number; left: number }[]>`
    SELECT count(*) FILTER (WHERE kind = 'job')::int AS jobs, count(*) FILTER (WHERE kind = 'part')::int AS parts,
      count(*)::int - count(DISTINCT (kind, n))::int AS doubled,
      (SELECT count(*)::int FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
        WHERE t.identifier = 'test.count' AND j.locked_by IS NOT NULL) AS held,
      (SELECT count(*)::int FROM job_request WHERE name LIKE 'test.%')
        + (SELECT count(*)::int FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
          WHERE t.identifier LIKE 'test.%') AS left
    FROM effect`;
  if (!row) throw new Error("no counts");
  return row;
}

it(`of ${KILLS} processes killed inside their jobs no effect is lost and none happens twice; long work goes on where it was`, {
  timeout: 300_000,
}, async () => {
  const random = seeded(20_260_302);
  const longJobId = randomUUID();
  await sqlTransaction(db, null, new Date(), (tx) => startLongJob(tx, partsJob, { id: longJobId }));
  let killedInJob = 0;
  let loading = bundle.load({ DATABASE_URL: database.url });
  for (let kill = 0; kill < KILLS; kill++) {
    await ask();
    const current = await loading;
    // Loading takes longer than working: the next process loads meanwhile.
    loading = bundle.load({ DATABASE_URL: database.url, ...(kill === KILLS - 1 && { LAST: "yes" }) });
    const before = await counts();
    const jobs = Math.floor(random() * 8);
    current.go();
    // The long job is taken over when the process before is taken for dead, which takes seconds: every fourth process is killed in it.
    const parts = kill % 4 === 0 ? 1 : 0;
    await until(
      async () => {
        const now = await counts();
        return now.jobs >= before.jobs + jobs && now.parts >= before.parts + parts;
      },
      "it works",
      30_000,
    );
    await wait(random() * 50);
    await current.kill();
    if ((await counts()).held > 0) killedInJob += 1;
  }
  expect(killedInJob).toBeGreaterThan(KILLS / 2);

  const last = await loading;
  const { parts } = await counts();
  expect(parts).toBeGreaterThanOrEqual(KILLS / 4);
  last.go();
  await until(async () => (await counts()).left === 0, "all jobs are done", 60_000);
  await last.kill();
  expect(await counts()).toEqual({ jobs: asked, parts: parts + LAST_PARTS, doubled: 0, held: 0, left: 0 });
  expect(await db.prisma.longJob.findUnique({ where: { id: longJobId } })).toMatchObject({ state: "done", done: parts + LAST_PARTS });
});
