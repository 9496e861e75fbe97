import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { jobEndpoints as api, exportEndpoints, JOB_KINDS } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { sqlTransaction } from "../../platform/db/transaction.ts";
import { defineJob, type JobOptions } from "../../platform/jobs/job.ts";
import { exportKinds, requestExport } from "../exports/index.ts";
import { grant, type PersonMade } from "../identity/identity.factory.ts";

let fails = true;
let begun: (() => void) | null = null;
let finish: Promise<void> = Promise.resolve();
const ran: string[] = [];
const weakJob = defineJob({
  name: "test.weak",
  payload: z.object({ of: z.string(), mail: z.string().optional() }),
  maxAttempts: 2,
  subjects: async (_ctx, payloads) => payloads.map(({ of }) => `subject ${of}`),
  async run(_ctx, { of }) {
    begun?.();
    await finish;
    if (fails) throw new Error(`no mail for lin@example.test: ${of}`);
    ran.push(of);
  },
});

let h: Harness;
let dataDir: string;
let admin: PersonMade & { client: ApiClient };
let other: ApiClient;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "jobs-"));
  h = await startHarness({ voiceUp: false, env: { DATA_DIR: dataDir } });
  const { person, client } = await h.signInNew({ grants: grant("all", "jobs.manage") });
  admin = { ...person, client };
  other = (await h.signInNew({ grants: grant("all", "settings.read", "settings.edit") })).client;
  h.ctx.jobs.add(weakJob);
  await h.ctx.jobs.runAll();
});
afterAll(async () => {
  await h.stop();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  fails = true;
  begun = null;
  finish = Promise.resolve();
  ran.length = 0;
  await h.db.prisma.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await h.db.prisma.audit.deleteMany();
});

const ask = (of: string, options?: JobOptions) =>
  sqlTransaction(h.db, null, h.clock.now(), async (tx) => tx.job(weakJob, { of, mail: "lin@example.test" }, options));
/** Runs what waits until all of it has failed for good. */
async function failAll(): Promise<void> {
  await h.ctx.jobs.runAll();
  await h.retryJobs();
}
const list = (query = {}) => admin.client.call(api.failed, { query });
const at = (jobId: string) => ({ params: { jobId } });
const audits = () => h.db.prisma.audit.findMany({ orderBy: { id: "asc" } });
/** A failed job of this kind. */
async function failed(of = "one"): Promise<string> {
  await ask(of);
  await failAll();
  const job = (await list()).items.find(({ subject }) => subject === `subject ${of}`);
  if (!job) throw new Error(`${of} has not failed`);
  return job.id;
}

describe("failed jobs", () => {
  it("every kind of job has its words", () => {
    const names = h.ctx.jobs.names().filter((name) => !name.startsWith("test."));
    expect(names.filter((name) => !(name in JOB_KINDS))).toEqual([]);
    expect(Object.keys(JOB_KINDS).filter((name) => !names.includes(name))).toEqual([]);
  });

  it("are listed with kind, purpose, reason, attempts and moment when their attempts are used up, and not before", async () => {
    await ask("one");
    await h.ctx.jobs.runAll();
    expect(await list()).toMatchObject({ items: [], total: 0, nextCursor: null });
    const before = Date.now();
    await h.retryJobs();
    const { items, total } = await list();
    expect(total).toBe(1);
    expect(items).toMatchObject([
      {
        kind: { name: "test.weak", title: { en: "test.weak" } },
        subject: "subject one",
        reason: { code: "jobs.other", detail: "no mail for •••: one" },
        attempts: 2,
        can: { retry: true },
      },
    ]);
    // On the database's clock.
    expect(Math.abs(Date.parse(items[0]!.failedAt) - before)).toBeLessThan(5_000);
  });

  it("are listed page by page, newest first, each once", async () => {
    for (let n = 0; n < 5; n++) await ask(String(n));
    await failAll();
    await h.db.prisma
      .$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = run_at - ((payload->'data'->>'of')::int / 2) * interval '1 minute'`;
    const all = (await list()).items;
    expect(all.map(({ failedAt }) => failedAt)).toEqual(
      all
        .map(({ failedAt }) => failedAt)
        .sort()
        .reverse(),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(all.map(({ id }) => id));
    await expect(list({ cursor: "elsewhere" })).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("show what they were given without what is personal", async () => {
    const id = await failed("call.ended");
    expect((await admin.client.call(api.payload, at(id))).values).toEqual([
      { name: "of", value: "call.ended", masked: false },
      { name: "mail", value: "•••", masked: true },
    ]);
  });

  it("are for those alone who may deal with them", async () => {
    const id = await failed();
    await expect(other.call(api.failed)).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(other.call(api.payload, at(id))).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(other.call(api.retry, at(id))).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(other.call(api.retryAll)).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(other.call(api.discard, at(id))).rejects.toMatchObject({ code: "auth.forbidden" });
    expect((await list()).total).toBe(1);
  });

  it("a job of a killed process is listed with its reason and the moment when that was noticed", async () => {
    const id = await failed();
    await h.db.prisma.$executeRaw`
      UPDATE graphile_worker._private_jobs SET locked_by = 'gone', locked_at = now() - interval '1 hour', last_error = NULL,
        run_at = now() - interval '2 hours', updated_at = now() - interval '2 hours'`;
    expect((await list()).total).toBe(0);
    // No job is unlocked in the first seconds of a PostgreSQL.
    await until(
      async () => {
        await h.sweep();
        return (await list()).total === 1;
      },
      "it is noticed",
      30_000,
    );
    const [job] = (await list()).items;
    expect(job).toMatchObject({ id, reason: { code: "jobs.worker_lost", detail: null } });
    expect(Math.abs(Date.parse(job!.failedAt) - Date.now())).toBeLessThan(5_000);
  });
});

describe("trying again", () => {
  it("runs a failed job with all of its attempts, and is audited", async () => {
    const id = await failed();
    await admin.client.call(api.retry, at(id));
    expect((await list()).items).toEqual([]);
    await h.ctx.jobs.runAll();
    expect((await list()).total).toBe(0);
    await h.retryJobs();
    expect((await list()).items).toMatchObject([{ id, attempts: 2 }]);
    fails = false;
    await admin.client.call(api.retry, at(id));
    await h.ctx.jobs.runAll();
    expect(ran).toEqual(["one"]);
    expect((await list()).total).toBe(0);
    expect(await audits()).toMatchObject([
      { verb: "job.retried", entity: "job", entityId: id, personId: admin.id },
      { before: { name: "test.weak", attempts: 2, error: "no mail for •••: one", payload: { of: "•••", mail: "•••" } } },
    ]);
  });

  it("twice at once runs it once", async () => {
    const id = await failed();
    fails = false;
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => admin.client.call(api.retry, at(id))));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "jobs.not_failed" });
    await h.ctx.jobs.runAll();
    expect(ran).toEqual(["one"]);
    expect(await audits()).toHaveLength(1);
  });

  it("of an unknown job, and of one that was done meanwhile, is refused", async () => {
    await expect(admin.client.call(api.retry, at(randomUUID()))).rejects.toMatchObject({ status: 404, code: "jobs.not_found" });
    const id = await failed();
    fails = false;
    await admin.client.call(api.retry, at(id));
    await h.ctx.jobs.runAll();
    await expect(admin.client.call(api.retry, at(id))).rejects.toMatchObject({ code: "jobs.not_found" });
    await expect(admin.client.call(api.discard, at(id))).rejects.toMatchObject({ code: "jobs.not_found" });
    await expect(admin.client.call(api.payload, at(id))).rejects.toMatchObject({ code: "jobs.not_found" });
  });

  it("and discarding leave a job alone that runs meanwhile", async () => {
    const id = await failed();
    fails = false;
    let go = (): void => {};
    finish = new Promise((resolve) => {
      go = resolve;
    });
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await admin.client.call(api.retry, at(id));
    const work = h.ctx.jobs.runAll();
    await running;
    await expect(admin.client.call(api.retry, at(id))).rejects.toMatchObject({ status: 409, code: "jobs.not_failed" });
    await expect(admin.client.call(api.discard, at(id))).rejects.toMatchObject({ status: 409, code: "jobs.not_failed" });
    expect(await admin.client.call(api.retryAll)).toEqual({ count: 0 });
    go();
    await work;
    expect(ran).toEqual(["one"]);
  });

  it("of all runs each once, also when two ask at once, and leaves kinds that this version does not have", async () => {
    for (let n = 0; n < 40; n++) await ask(String(n));
    await failAll();
    await h.db.prisma
      .$executeRaw`SELECT graphile_worker.add_job('test.dropped', json_build_object('id', ${randomUUID()}::text, 'data', '{}'::json))`;
    await h.db.prisma.$executeRaw`
      UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE payload->'data'->>'of' IS NULL`;
    expect((await list()).total).toBe(41);
    fails = false;
    const counts = await Promise.all([admin.client.call(api.retryAll), admin.client.call(api.retryAll)]);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(40);
    await h.ctx.jobs.runAll();
    expect(new Set(ran).size).toBe(40);
    expect(ran).toHaveLength(40);
    const left = (await list()).items;
    expect(left).toMatchObject([{ kind: { name: "test.dropped" }, subject: null, can: { retry: false } }]);
    await expect(admin.client.call(api.retry, at(left[0]!.id))).rejects.toMatchObject({ code: "jobs.unknown_kind" });
    const noted = await audits();
    expect(noted.every(({ verb }) => verb === "jobs.all_retried")).toBe(true);
    expect(noted.reduce((sum, { after }) => sum + (after as { count: number }).count, 0)).toBe(40);
  });
});

describe("discarding", () => {
  it("removes a failed job for good, once, and keeps what it was in the audit log", async () => {
    const id = await failed();
    const answers = await Promise.allSettled([1, 2, 3].map(() => admin.client.call(api.discard, at(id))));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await list()).total).toBe(0);
    fails = false;
    await h.retryJobs();
    expect(ran).toEqual([]);
    expect(await audits()).toMatchObject([{ verb: "job.discarded", entityId: id, personId: admin.id, before: { name: "test.weak" } }]);
  });

  it("and trying again at once: one of them happens", async () => {
    const id = await failed();
    fails = false;
    const answers = await Promise.allSettled([admin.client.call(api.discard, at(id)), admin.client.call(api.retry, at(id))]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await h.ctx.jobs.runAll();
    expect(ran).toHaveLength(answers[1]?.status === "fulfilled" ? 1 : 0);
  });
});

describe("a failed export", () => {
  const ROWS = 3;
  let broken = true;
  let owner: PersonMade & { client: ApiClient };
  beforeAll(async () => {
    const { person, client } = await h.signInNew({ grants: grant("all", "tickets.export"), displayName: "Lin" });
    owner = { ...person, client };
    exportKinds.provide(h.ctx, {
      tickets: {
        open: async () => ({
          names: { rows: "Rows", about: "About" },
          columns: [{ heading: "No", kind: "number", width: 9 }],
          about: () => [],
          parts: (async function* () {
            if (broken) throw new Error("write ENOSPC");
            yield Array.from({ length: ROWS }, (_, n) => [n]);
          })(),
        }),
      },
    });
  });
  const state = async () => (await owner.client.call(exportEndpoints.mine)).items[0]?.state;
  async function askExport(): Promise<void> {
    await h.db.prisma.export.deleteMany();
    const actor = { personId: owner.id, sessionId: "", grants: grant("all", "tickets.export"), groupIds: [], address: "" };
    const locale = { language: "en", timeZone: "UTC" } as const;
    await requestExport(h.ctx, actor, { id: randomUUID(), kind: "tickets", ask: {}, title: "All", locale, total: ROWS });
    broken = true;
    await h.ctx.jobs.runAll();
    for (let attempt = 2; attempt <= 3; attempt++) await h.retryJobs();
    expect(await state()).toBe("failed");
  }

  it("is written, and shown to its owner as done, when its job is tried again", async () => {
    await askExport();
    const [job] = (await list()).items;
    expect(job).toMatchObject({ kind: { name: "exports.write-export" }, subject: "All (Lin)", reason: { code: "jobs.disk_full" } });
    broken = false;
    await admin.client.call(api.retry, at(job!.id));
    await h.ctx.jobs.runAll();
    expect(await state()).toBe("done");
    expect((await list()).total).toBe(0);
  });

  it("whose process was killed in the last attempt is ended when its job is discarded", async () => {
    await askExport();
    await h.db.prisma.export.updateMany({ data: { state: "running", finishedAt: null } });
    await h.db.prisma.longJob.updateMany({ data: { state: "running", finishedAt: null } });
    const [job] = (await list()).items;
    await admin.client.call(api.discard, at(job!.id));
    expect(await state()).toBe("failed");
    expect((await list()).total).toBe(0);
  });

  it("that its owner runs again meanwhile is no failed job any more", async () => {
    await askExport();
    const [job] = (await list()).items;
    const [item] = (await owner.client.call(exportEndpoints.mine)).items;
    broken = false;
    await owner.client.call(exportEndpoints.retry, { params: { exportId: item!.id } });
    await expect(admin.client.call(api.retry, at(job!.id))).rejects.toMatchObject({ code: "jobs.not_found" });
    await h.ctx.jobs.runAll();
    expect(await state()).toBe("done");
  });
});
