import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type ImportItem, type ImportState, importEndpoints, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { createTestDatabase, type TestDatabase, until } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { grant } from "../src/modules/identity/identity.factory.ts";
import { TICKET_OPS, type TicketHouse, ticketHouse } from "../src/modules/tickets/tickets.factory.ts";
import { type BundledProcess, bundledProcess } from "./bundled-process.ts";
import { type ApiClient, type Harness, startHarness } from "./harness.ts";
import { seeded } from "./seeded.ts";

const ROWS = 2_500;
/** One row in a hundred has the number of the first row. */
const REPEATED = 100;
const CREATED = ROWS - ROWS / REPEATED + 1;

let database: TestDatabase;
let dataDir: string;
let api: Harness;
let house: TicketHouse;
let ops: ApiClient;
let bundle: BundledProcess;
/** Of every process. They go by the clock of the harness: by the real one its imports would be months old, and be forgotten. */
let env: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), "imports-"));
  api = await startHarness({ database, env: { DATA_DIR: dataDir } });
  house = await ticketHouse(api);
  ops = (await api.signInNew({ grants: { ...TICKET_OPS, ...grant("all", "imports.run", "imports.undo") } })).client;
  env = { DATABASE_URL: database.url, DATA_DIR: dataDir, CLOCK_AHEAD_MS: String(api.clock.now().getTime() - Date.now()) };
  bundle = await bundledProcess("importing-process.ts", {
    "reader-worker": path.join(import.meta.dirname, "../../../packages/sheets/src/reader-worker.ts"),
  });
});
afterAll(async () => {
  bundle.remove();
  await api.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const phoneOf = (row: number): string => `138${String(row % REPEATED === 0 ? 0 : row).padStart(8, "0")}`;
const sheet = (): string =>
  ["customer_name,phone,reason", ...Array.from({ length: ROWS }, (_, row) => `Customer ${row},${phoneOf(row)},broken`)].join("\n");

/** An import of a type of its own, whose file is uploaded. */
async function begun(): Promise<string> {
  const { flow } = await house.ops.call(ticketSetupEndpoints.flow, { params: { typeId: house.typeId } });
  const typeId = await house.type(flow);
  const templateId = await house.template([{ code: "title", required: true }, { code: "reason" }], typeId);
  const importId = randomUUID();
  const target = { categoryId: null, typeId, templateId };
  await ops.call(importEndpoints.begin, { params: { importId }, body: { kind: "tickets", target, fileName: "list.csv" } });
  const answer = await fetch(`${api.base}/api/imports/${importId}/file`, {
    method: "POST",
    body: Buffer.from(sheet()),
    headers: { authorization: `Bearer ${ops.session?.accessToken}`, "content-type": "application/octet-stream" },
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return importId;
}

const itemOf = (importId: string): Promise<ImportItem> => ops.call(importEndpoints.get, { params: { importId } });

/** How many rows have each outcome, as the rows say. */
async function outcomes(importId: string): Promise<Record<string, number>> {
  const rows = await api.db.prisma.$queryRaw<{ outcome: string; count: number }[]>`
    SELECT outcome, count(*)::int AS count FROM import_row WHERE import_id = ${importId}::uuid GROUP BY 1 ORDER BY 1`;
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

/** Works on the import in a process that is killed, then in one that is let through. Answers whether the first was killed with work left. */
async function workThrough(importId: string, random: () => number, goal: ImportState): Promise<boolean> {
  const isDone = async (): Promise<boolean> => {
    const { state, failure } = await itemOf(importId);
    expect(failure).toBeNull();
    return state === goal;
  };
  const killed = await bundle.load(env);
  const loading = bundle.load(env);
  const before = JSON.stringify(await outcomes(importId));
  killed.go();
  await until(async () => JSON.stringify(await outcomes(importId)) !== before || (await isDone()), "it works", 30_000);
  await wait(random() * 60);
  await killed.kill();
  const wasAtWork = !(await isDone());
  const last = await loading;
  last.go();
  await until(isDone, `it is ${goal}`, 60_000);
  await last.kill();
  return wasAtWork;
}

// Once in each stage: of the three attempts of a long job one is left for a slow machine, where a busy process may be taken for dead.
it("killed in the dry run, while creating and while undoing, an import has every row once and leaves nothing behind", {
  timeout: 300_000,
}, async () => {
  const random = seeded(20_260_302);
  const importId = await begun();
  const params = { importId };
  const wasAtWork = [await workThrough(importId, random, "checked")];
  const { ready, same_in_file: same, ...others } = await outcomes(importId);
  expect({ ready, same, others }, "a row has one outcome").toEqual({ ready: CREATED, same: ROWS - CREATED, others: {} });

  await ops.call(importEndpoints.commit, { params, body: { ready: CREATED } });
  wasAtWork.push(await workThrough(importId, random, "done"));
  expect(await outcomes(importId)).toMatchObject({ created: CREATED });
  const [made] = await api.db.prisma.$queryRaw<{ tickets: number; phones: number; rows: number; events: number }[]>`
    SELECT count(*)::int AS tickets, count(DISTINCT t.phone)::int AS phones, count(DISTINCT i.row)::int AS rows,
      (SELECT count(*)::int FROM event e JOIN ticket_import o ON o.ticket_id = e.entity_id
        WHERE e.name = 'ticket.imported' AND o.import_id = ${importId}::uuid) AS events
    FROM ticket_import i JOIN ticket t ON t.id = i.ticket_id WHERE i.import_id = ${importId}::uuid`;
  expect(made).toEqual({ tickets: CREATED, phones: CREATED, rows: CREATED, events: CREATED });

  await ops.call(importEndpoints.undo, { params });
  wasAtWork.push(await workThrough(importId, random, "undone"));
  const [left] = await api.db.prisma.$queryRaw<{ tickets: number; origins: number; customers: number }[]>`
    SELECT (SELECT count(*)::int FROM ticket) AS tickets, (SELECT count(*)::int FROM ticket_import) AS origins,
      (SELECT count(*)::int FROM customer) AS customers`;
  expect(left).toEqual({ tickets: 0, origins: 0, customers: 0 });
  expect(wasAtWork.filter(Boolean).length, "most were killed with work left").toBeGreaterThan(1);
});
