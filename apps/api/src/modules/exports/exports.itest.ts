import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { exportEndpoints as api, type ExportItem, exportPushes, notificationEndpoints, notificationPushes } from "@cloverdesk/contracts";
import { readXlsx, until } from "@cloverdesk/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import type { AppContext } from "../../platform/app-context.ts";
import { AppError } from "../../platform/http/app-error.ts";
import { grant, type PersonMade, roleFactory } from "../identity/identity.factory.ts";
import { forgetPrincipals } from "../identity/index.ts";
import { exportKinds, requestExport } from "./index.ts";

const MAY = grant("all", "tickets.export");
const ROWS = 40;

/** A place where work stops until it is opened, and tells that it was reached. */
function pause() {
  let open = (): void => {};
  let arrive = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const wait = (): Promise<void> => {
    arrive();
    return opened;
  };
  return { wait, reached, open };
}

describe("exports", () => {
  let house: Harness;
  let dataDir: string;
  let owner: PersonMade & { client: ApiClient };

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "exports-"));
    house = await startHarness({ voiceUp: false, env: { DATA_DIR: dataDir } });
    const { person, client } = await house.signInNew({ grants: MAY });
    owner = { ...person, client };
    plainKind(house.ctx);
  });
  afterAll(async () => {
    await house.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  afterEach(async () => {
    await house.db.prisma.export.deleteMany();
    await house.db.prisma.longJob.deleteMany();
    await rm(path.join(dataDir, "exports"), { recursive: true, force: true });
    plainKind(house.ctx);
  });

  /** A kind of which the test decides when its rows go on; `between` comes after every ten. */
  function plainKind(ctx: AppContext, between: (row: number) => unknown = () => {}): void {
    exportKinds.provide(ctx, {
      tickets: {
        open: async (_ctx, actor) => ({
          names: { rows: "Rows", about: "About" },
          columns: [{ heading: "No", kind: "number", width: 9 }],
          about: (rows) => [["Rows", rows]],
          parts: (async function* () {
            for (let i = 0; i < ROWS; i += 10) {
              await actor();
              yield Array.from({ length: 10 }, (_, n) => [i + n]);
              await between(i + 10);
            }
          })(),
        }),
      },
    });
  }
  const actor = () => ({ personId: owner.id, sessionId: "", grants: MAY, groupIds: [], address: "127.0.0.1" });
  const ask = (more: { id?: string; total?: number; title?: string } = {}): Promise<ExportItem> =>
    requestExport(house.ctx, actor(), {
      id: randomUUID(),
      kind: "tickets",
      ask: { columns: ["no"] },
      title: "All",
      locale: { language: "en", timeZone: "Asia/Shanghai" },
      total: ROWS,
      ...more,
    });
  const at = (id: string) => ({ params: { exportId: id } });
  const mine = async (id: string) => (await owner.client.call(api.mine)).items.find((item) => item.id === id);
  const files = () => readdir(path.join(dataDir, "exports")).catch(() => []);
  const numbersIn = (bytes: Buffer) =>
    readXlsx(bytes)
      .sheets[0]!.rows.slice(1)
      .map(([cell]) => Number(cell!.text));
  const fetched = async (id: string) => (await owner.client.call(api.download, at(id))) as unknown as Buffer;

  it("are written in the background, told, listed and fetched by their owner alone", async () => {
    const page = await owner.client.page();
    const { id } = await ask({ title: "Late: a/b" });
    expect(await mine(id)).toMatchObject({ state: "waiting", rows: 0, total: ROWS, can: { cancel: true, retry: false, download: false } });
    await expect(owner.client.call(api.download, at(id))).rejects.toMatchObject({ code: "exports.not_ready" });
    await house.sweep();
    const done = await page.take(exportPushes.changed, (item) => item.state === "done");
    expect(done).toEqual(await mine(id));
    expect(done).toMatchObject({
      rows: ROWS,
      fileName: "Late a b 2026-03-02 1000.xlsx",
      can: { cancel: false, retry: false, download: true },
    });
    const { item } = await page.take(notificationPushes.added);
    expect(item).toMatchObject({ kind: "export_done", text: "Late: a/b", ticket: null });
    expect((await owner.client.call(notificationEndpoints.list, {})).items[0]).toMatchObject({ kind: "export_done" });

    const answer = await owner.client.send(api.download, at(id));
    expect(answer.headers.get("content-disposition")).toContain('filename="Late a b 2026-03-02 1000.xlsx"');
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(numbersIn(answer.body as Buffer)).toEqual(Array.from({ length: ROWS }, (_, i) => i));
    expect(done.bytes).toBe((answer.body as Buffer).length);

    const { client: other } = await house.signInNew({ grants: MAY });
    for (const endpoint of [api.download, api.cancel, api.retry])
      await expect(other.call(endpoint as typeof api.cancel, at(id))).rejects.toMatchObject({ status: 404, code: "exports.not_found" });
    expect((await other.call(api.mine)).items).toEqual([]);
    const audit = await house.db.prisma.audit.findMany({ where: { entityId: id }, orderBy: { at: "asc" } });
    expect(audit.map(({ verb, personId }) => [verb, personId])).toEqual([
      ["tickets.exported", owner.id],
      ["export.downloaded", owner.id],
    ]);
    expect(audit[0]).toMatchObject({ after: { columns: ["no"], rows: ROWS, title: "Late: a/b" } });
  });

  it("asked for twice under one id are one, also at once; somebody else's id is none of theirs", async () => {
    const id = randomUUID();
    const items = await Promise.all([ask({ id }), ask({ id }), ask({ id })]);
    expect(new Set(items.map((item) => item.id))).toEqual(new Set([id]));
    expect(await house.db.prisma.export.count()).toBe(1);
    expect(await house.db.prisma.audit.count({ where: { entityId: id } })).toBe(1);
    const stranger = { ...actor(), personId: randomUUID() };
    const same = { id, kind: "tickets", ask: {}, title: "x", locale: { language: "en", timeZone: "UTC" }, total: 1 } as const;
    await expect(requestExport(house.ctx, stranger, same)).rejects.toMatchObject({ code: "exports.not_found" });
  });

  it("are refused when there is nothing, too much, or three are under way, also at once", async () => {
    await expect(ask({ total: 0 })).rejects.toMatchObject({ code: "exports.nothing" });
    await expect(ask({ total: 100_001 })).rejects.toMatchObject({ code: "exports.too_large" });
    await expect(
      requestExport(house.ctx, actor(), {
        id: randomUUID(),
        kind: "tickets",
        ask: {},
        title: "x",
        locale: { language: "en", timeZone: "No/Where" },
        total: 1,
      }),
    ).rejects.toMatchObject({ code: "request.invalid" });
    const five = await Promise.allSettled([ask(), ask(), ask(), ask(), ask()]);
    expect(five.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    for (const result of five) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "exports.too_many" });
  });

  it("go on in another process when theirs is killed, and the dead one's late words count for nothing", async () => {
    house.clock.advance(1);
    const { id } = await ask();
    const gate = pause();
    plainKind(house.ctx, (row) => row === 20 && gate.wait());
    const killed = house.ctx.jobs.runAll();
    await gate.reached;
    expect(await mine(id)).toMatchObject({ state: "running", rows: 20 });

    const second = await house.anotherProcess();
    plainKind(second.ctx);
    await second.ctx.jobs.runAll();
    expect(await mine(id)).toMatchObject({ state: "running", rows: 20 });
    // The first process has no heartbeat any more.
    await house.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL`;
    await second.ctx.jobs.runAll();
    expect(await mine(id)).toMatchObject({ state: "done", rows: ROWS });

    gate.open();
    await killed;
    expect(await mine(id)).toMatchObject({ state: "done", rows: ROWS });
    expect(numbersIn(await fetched(id))).toHaveLength(ROWS);
    expect(await files()).toHaveLength(1);
    expect(await house.db.prisma.notification.count({ where: { personId: owner.id, kind: "export_done", at: house.clock.now() } })).toBe(1);
  });

  it("are given back by a process that ends, and taken at once by the next", async () => {
    const { id } = await ask();
    const second = await house.anotherProcess();
    let stopped: Promise<void> | undefined;
    plainKind(second.ctx, (row) => {
      if (row === 20) stopped = second.ctx.jobs.stop();
    });
    await second.ctx.jobs.start(true);
    await until(() => stopped !== undefined, "the process ends");
    await stopped;
    expect(await mine(id)).toMatchObject({ state: "waiting" });
    expect(await files()).toEqual([]);
    await house.sweep();
    expect(await mine(id)).toMatchObject({ state: "done", rows: ROWS });
  });

  it("taken by two processes at once are written by one", async () => {
    const { id } = await ask();
    let opened = 0;
    plainKind(house.ctx, (row) => row === 10 && opened++);
    await Promise.all([house.ctx.jobs.runAll(), house.ctx.jobs.runAll()]);
    expect(opened).toBe(1);
    expect(await mine(id)).toMatchObject({ state: "done" });
  });

  it("are cancelled in the middle, leave no file, and can be run again", async () => {
    const page = await owner.client.page();
    const { id } = await ask();
    plainKind(house.ctx, async (row) => {
      if (row === 20) await owner.client.call(api.cancel, at(id));
    });
    await house.sweep();
    expect(await page.take(exportPushes.changed, (item) => item.state === "cancelled")).toMatchObject({
      can: { retry: true, cancel: false },
    });
    expect(await files()).toEqual([]);
    await expect(owner.client.call(api.cancel, at(id))).rejects.toMatchObject({ code: "exports.over" });
    plainKind(house.ctx);
    expect(await owner.client.call(api.retry, at(id))).toMatchObject({ state: "waiting", rows: 0 });
    await expect(owner.client.call(api.retry, at(id))).rejects.toMatchObject({ code: "exports.not_over" });
    await house.sweep();
    expect(await mine(id)).toMatchObject({ state: "done", rows: ROWS });
  });

  it("fail with the reason when they are refused, and are told", async () => {
    const { id } = await ask({ title: "Gone" });
    plainKind(house.ctx, () => {
      throw new AppError("tickets.field_unknown");
    });
    await house.sweep();
    expect(await mine(id)).toMatchObject({ state: "failed", failure: { code: "tickets.field_unknown" }, can: { retry: true } });
    expect((await owner.client.call(notificationEndpoints.list, {})).items[0]).toMatchObject({ kind: "export_failed", text: "Gone" });
    expect(await files()).toEqual([]);
  });

  it("are tried three times when something breaks, and again when the person asks for it", async () => {
    const { id } = await ask();
    let tries = 0;
    plainKind(house.ctx, () => {
      tries += 1;
      throw new Error("disk full");
    });
    await house.sweep();
    expect(await mine(id)).toMatchObject({ state: "waiting" });
    for (let attempt = 2; attempt <= 4; attempt++) await house.retryJobs();
    expect(tries).toBe(3);
    expect(await mine(id)).toMatchObject({ state: "failed", failure: { code: "exports.failed" } });
    plainKind(house.ctx);
    await owner.client.call(api.retry, at(id));
    await house.sweep();
    expect(await mine(id)).toMatchObject({ state: "done", rows: ROWS });
  });

  it("stop when the permission is taken away meanwhile, and the file of before stays shut", async () => {
    const before = await ask();
    await house.sweep();
    const under = await ask();
    const former = owner.roleId;
    const powerless = await roleFactory(house.db, {});
    plainKind(house.ctx, async (row) => {
      if (row === 20) await house.db.prisma.personRole.updateMany({ where: { personId: owner.id }, data: { roleId: powerless.id } });
    });
    await house.sweep();
    expect(await mine(under.id)).toMatchObject({ state: "failed", failure: { code: "exports.permission_lost" } });
    const fresh = await house.signIn(owner);
    await expect(fresh.call(api.download, at(before.id))).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(fresh.call(api.retry, at(under.id))).rejects.toMatchObject({ code: "auth.forbidden" });
    await house.db.prisma.personRole.updateMany({ where: { personId: owner.id }, data: { roleId: former } });
    forgetPrincipals(house.ctx, owner.id);
  });

  it("are deleted with their files when their seven days are over", async () => {
    const { id } = await ask();
    await house.sweep();
    await writeFile(path.join(dataDir, "exports", "somebody-elses.xlsx"), "x");
    house.clock.advance(7 * 86_400_000 - 1);
    await owner.client.refresh();
    await house.sweep();
    expect(await mine(id)).toMatchObject({ state: "done" });
    house.clock.advance(600_000);
    await expect(owner.client.call(api.download, at(id))).rejects.toMatchObject({ code: "exports.not_found" });
    expect(await mine(id)).toBeUndefined();
    await house.sweep();
    expect(await house.db.prisma.export.count()).toBe(0);
    expect(await files()).toEqual(["somebody-elses.xlsx"]);
  });
});
