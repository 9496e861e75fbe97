// Outbound tickets from an Excel file, over HTTP as the page does it: uploaded, checked, committed. Meanwhile memory of the api, and how long others wait.
//   ROWS=10000 N=1000 node bench/run.mjs import   smaller
import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, openAsBlob, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import {
  type ImportItem,
  identityEndpoints,
  importEndpoints,
  type Session,
  ticketSearchEndpoints,
  ticketSetupEndpoints,
} from "@cloverdesk/contracts";
import { startFakeVoice } from "@cloverdesk/testing";
import pg from "pg";
import { writeWorkbook } from "../apps/api/src/modules/exports/workbook/write-workbook.ts";
import { grant, personFactory, TEST_PASSWORD } from "../apps/api/src/modules/identity/identity.factory.ts";
import { openDatabase } from "../apps/api/src/platform/db/client.ts";
import { now, pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size } from "./figures/settings.ts";
import { inWords, median, spreadOf, told } from "./figures/spread.ts";
import { cpuMsOf, megabytes, rssOf } from "./process/meter.ts";
import { startApi } from "./product/programs.ts";
import { indexesAreBuilt, loadTickets, type Setup } from "./tickets.load.ts";

const ROWS = size("ROWS", 100_000);
/** Tickets that are there before. */
const N = size("N", 100_000);
const [BAR_RATIO, BAR_MB, BAR_WAIT_MS] = [3, 300, 250];
/** Rows of one COPY. */
const CHUNK = 1_000;

const FIXED = ["customer_name", "phone", "phone_2", "level", "priority", "due", "external_id", "remark"] as const;
const FIELDS = Array.from({ length: 11 }, (_, i) => `t0_field_${i + 1}`);
const COLUMNS = [...FIXED, "title", ...FIELDS];
const folder = provided("BENCH_FOLDER");
/** PostgreSQL, which may be another user, writes and reads copies there. */
const copies = path.join(folder, "copies");
mkdirSync(copies);
chmodSync(copies, 0o777);

await loadTickets(N);
const database = openDatabase(provided("BENCH_DATABASE_URL"));
const runs = grant("all", "tickets.read", "tickets.create", "tickets.work", "imports.run", "imports.undo");
const ops = await personFactory(database, { grants: runs });
await database.close();
const client = new pg.Client({ connectionString: provided("BENCH_DATABASE_URL") });
await client.connect();
const [target] = (
  await client.query<{ typeId: string; templateId: string; groupId: string }>(
    `SELECT y.id AS "typeId", p.id AS "templateId", (SELECT id FROM skill_group LIMIT 1) AS "groupId"
     FROM ticket_type y JOIN ticket_template p ON p.type_id = y.id WHERE y.code = 'type_0'`,
  )
).rows;
if (!target) throw new Error("there is no type to import to");

/** What stands in a row's cells: a name, two numbers nobody else has, texts, a choice, amounts, days. */
function cellsOf(row: number): string[] {
  const fields = FIELDS.map((_, i) => {
    const kind = (i + 1) % 5;
    if (kind === 2) return `${(row * 37) % 9_000}.${(row % 90) + 10}`;
    if (kind === 3) return `2026-0${(row % 9) + 1}-1${i % 9}`;
    return kind === 1 ? "o1" : `值${(row * 31 + i) % 100_000}`;
  });
  const phone = String(13_700_000_000 + row);
  const second = String(15_900_000_000 + row);
  return [`客户${row}`, phone, second, "VIP", "", "2027-03-01 18:00", `E-${row}`, `上次联系 ${row % 28} 天前`, `回访 ${row}`, ...fields];
}

async function* parts(): AsyncGenerator<string[][]> {
  for (let row = 0; row < ROWS; row += CHUNK) yield Array.from({ length: Math.min(CHUNK, ROWS - row) }, (_, i) => cellsOf(row + i));
}
const file = path.join(folder, "people.xlsx");
await writeWorkbook(
  file,
  {
    names: { rows: "名单", about: "说明" },
    columns: COLUMNS.map((code) => ({ heading: code, code, kind: "text", width: 16 })),
    parts: parts(),
    about: () => [],
    wallTime: (at) => at.getTime(),
  },
  new AbortController().signal,
);

const voice = await startFakeVoice();
const api = await startApi(voice.url, voice.secret);
const token = await signIn();

async function signIn(): Promise<string> {
  const body = JSON.stringify({ loginName: ops.loginName, password: TEST_PASSWORD });
  const answer = await fetch(api.base + identityEndpoints.signIn.path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return ((await answer.json()) as Session).accessToken;
}

async function send<T>(method: string, place: string, body?: unknown): Promise<T> {
  const raw = body instanceof Blob;
  const headers = { authorization: `Bearer ${token}`, "content-type": raw ? "application/octet-stream" : "application/json" };
  const answer = await fetch(api.base + place, { method, headers, ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${place}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

const waits: number[] = [];
let [peak, watching] = [0, true];
/** Somebody else, who looks at a list of tickets all the time. */
async function others(): Promise<void> {
  while (watching) {
    const asked = now();
    await send("POST", ticketSearchEndpoints.search.path, { limit: 50 });
    waits.push(now() - asked);
    peak = Math.max(peak, rssOf(api.pid));
    await pause(100);
  }
}

async function idle(): Promise<number> {
  const looks: number[] = [];
  for (let n = 0; n < 8; n++) {
    await send("POST", ticketSearchEndpoints.search.path, { limit: 50 });
    await pause(250);
    looks.push(rssOf(api.pid));
  }
  return megabytes(median(looks));
}

const importId = randomUUID();
const at = (place: string): string => place.replace(":importId", importId);
async function until(state: string): Promise<ImportItem> {
  for (;;) {
    const item = await send<ImportItem>("GET", at(importEndpoints.get.path));
    if (item.state === state) return item;
    if (item.state === "failed" || item.state === "paused") throw new Error(JSON.stringify(item.failure));
    await pause(100);
  }
}

await indexesAreBuilt(() => send<Setup>("GET", ticketSetupEndpoints.setup.path));
const idleMb = await idle();
const looking = others();
const cpu = cpuMsOf(api.pid);
const began = now();
await send("PUT", at(importEndpoints.begin.path), {
  kind: "tickets",
  target: { categoryId: null, typeId: target.typeId, templateId: target.templateId },
  fileName: "people.xlsx",
});
await send("POST", at(importEndpoints.upload.path), await openAsBlob(file));
const uploadedMs = now() - began;
const checked = await until("checked");
const checkedMs = now() - began;
if (checked.figures.ready !== ROWS)
  throw new Error(JSON.stringify([checked.figures, await send("GET", `${at(importEndpoints.rows.path)}?limit=1`)]));
const assignment = { how: "even", groupId: target.groupId };
await send("PATCH", at(importEndpoints.plan.path), { version: checked.version, assignment, priority: null, dueAt: null });
const committedAt = now();
await send("POST", at(importEndpoints.commit.path), { ready: ROWS });
const done = await until("done");
const commitMs = now() - committedAt;
watching = false;
await looking;
if (done.figures.created !== ROWS) throw new Error(`not every ticket is created: ${JSON.stringify(done.figures)}`);
const cpuMs = cpuMsOf(api.pid) - cpu;
await api.stop();

/** Cells of our own writer's file by hand: unpacked at once, texts cut out between their tags. Escapes are left as they are. */
function parsed(): number {
  const zip = readFileSync(file);
  const begin = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  const xml = inflateRawSync(zip.subarray(begin)).toString();
  let cells = 0;
  for (let at = xml.indexOf("<t "); at >= 0; at = xml.indexOf("<t ", at)) {
    const from = xml.indexOf(">", at) + 1;
    at = xml.indexOf("<", from);
    if (xml.slice(from, at).length > 0) cells++;
  }
  return cells;
}

/**
 * What the import has written, in the order of its references, and how a row belongs to its ticket. The rows of the import itself are left out: they are
 * the product's own bookkeeping.
 */
const WRITTEN = [
  ["customer", "t.customer_id = r.id"],
  ["customer_phone", "t.customer_id = r.customer_id"],
  ["ticket", "t.id = r.id"],
  ["ticket_content", "t.id = r.ticket_id"],
  ["ticket_import", "t.id = r.ticket_id"],
  ["ticket_person", "t.id = r.ticket_id"],
  ["event", "r.entity = 'ticket' AND t.id = r.entity_id"],
] as const;

/** Copies what the import has written out, deletes it, and copies it in again, a chunk of each table in a transaction. Answers ms. */
async function copied(): Promise<number> {
  await client.query(`CREATE TEMP TABLE mine AS SELECT t.id, t.customer_id, (row_number() OVER (ORDER BY t.no) - 1) / ${CHUNK} AS chunk
    FROM ticket t JOIN ticket_import i ON i.ticket_id = t.id WHERE i.import_id = '${importId}'`);
  await client.query("ANALYZE mine");
  const columns = new Map<string, string>();
  const chunks = Math.ceil(ROWS / CHUNK);
  for (const [table, belongs] of WRITTEN) {
    const { rows } = await client.query<{ names: string }>(
      `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_attribute
       WHERE attrelid = '${table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    );
    columns.set(table, rows[0]?.names ?? "");
    await client.query(`CREATE TEMP TABLE kept_${table} AS SELECT t.chunk, r.* FROM ${table} r JOIN mine t ON ${belongs}`);
    await client.query(`CREATE INDEX ON kept_${table} (chunk)`);
    for (let chunk = 0; chunk < chunks; chunk++)
      await client.query(
        `COPY (SELECT ${columns.get(table)} FROM kept_${table} WHERE chunk = ${chunk}) TO '${copies}/${table}-${chunk}' (FORMAT binary)`,
      );
  }
  await client.query("SET session_replication_role = replica");
  const deleted = [
    ["event", "entity = 'ticket' AND entity_id IN (SELECT id FROM kept_ticket)"],
    ["ticket_person", "ticket_id IN (SELECT id FROM kept_ticket)"],
    ["ticket_import", "ticket_id IN (SELECT id FROM kept_ticket)"],
    ["ticket_content", "ticket_id IN (SELECT id FROM kept_ticket)"],
    ["ticket", "id IN (SELECT id FROM kept_ticket)"],
    ["customer_phone", "customer_id IN (SELECT id FROM kept_customer)"],
    ["customer", "id IN (SELECT id FROM kept_customer)"],
  ];
  for (const [table, which] of deleted) await client.query(`DELETE FROM ${table} WHERE ${which}`);
  await client.query("SET session_replication_role = origin");
  for (const [table] of deleted) await client.query(`VACUUM ANALYZE ${table}`);
  await client.query("CHECKPOINT");
  const start = now();
  for (let chunk = 0; chunk < chunks; chunk++) {
    await client.query("BEGIN");
    for (const [table] of WRITTEN)
      await client.query(`COPY ${table} (${columns.get(table)}) FROM '${copies}/${table}-${chunk}' (FORMAT binary)`);
    await client.query("COMMIT");
  }
  return now() - start;
}

const parseStart = now();
const cells = parsed();
const parseMs = now() - parseStart;
if (cells < ROWS * COLUMNS.length * 0.9) throw new Error(`the floor has read ${cells} cells only`);
const copyMs = await copied();
const floorMs = parseMs + copyMs;
const ms = checkedMs + commitMs;
const ratio = ms / floorMs;
const over = megabytes(peak) - idleMb;
const wait = spreadOf(waits);
tell({
  bench: "import",
  what: `${ROWS.toLocaleString("en")} rows × ${COLUMNS.length} columns of an Excel file become tickets, among ${N.toLocaleString("en")} others`,
  bar: `≤ ${BAR_RATIO} × of the floor, ≤ ${BAR_MB} MB RSS over idle, other requests meanwhile p99 ≤ ${BAR_WAIT_MS} ms`,
  figure: `${told(ms / 1_000)} s (checked ${told(checkedMs / 1_000)}, created ${told(commitMs / 1_000)}), ${told(over)} MB over idle, others p99 ${told(wait.p99)} ms`,
  floor: `${told(floorMs / 1_000)} s (${told(parseMs / 1_000)} + ${told(copyMs / 1_000)})`,
  floorIs: `cells cut out of the unpacked file by hand, then COPY of the same rows into the product's tables, ${CHUNK} in a transaction`,
  ratio: `× ${told(ratio)}`,
  held: ratio <= BAR_RATIO && over <= BAR_MB && wait.p99 <= BAR_WAIT_MS,
  notes: [
    `others ${inWords(wait)}`,
    `file ${told(statSync(file).size / 1e6)} MB, uploaded after ${told(uploadedMs / 1_000)} s; processor time of the api ${told(cpuMs / 1_000)} s`,
    ...api.warnings().slice(0, 3),
  ],
  data: { rows: ROWS, n: N, uploadedMs, checkedMs, commitMs, parseMs, copyMs, cpuMs, idleMb },
});

await client.end();
await voice.close();
