// Lists, search, opening and changing among a million tickets with 210 fields, over HTTP with sign-in, permission and scope, beside the same
// statements by hand on a bare node:http + pg server. Rounds of both are interleaved on the same database.
// After that requests a second of both, as many at once as a busy floor sends.
//   N=50000 ROUNDS=4 ONLY=words node bench/run.mjs tickets   smaller, and only what has this in its name
import { identityEndpoints, type Session, ticketEndpoints, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { startFakeVoice } from "@cloverdesk/testing";
import pg from "pg";
import { TEST_PASSWORD } from "../apps/api/src/modules/identity/identity.factory.ts";
import { now } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size } from "./figures/settings.ts";
import { spreadOf, told } from "./figures/spread.ts";
import { openChild } from "./process/child.ts";
import { cpuMsOf } from "./process/meter.ts";
import { startApi } from "./product/programs.ts";
import type { TicketFloor } from "./tickets.floor.ts";
import { indexesAreBuilt, loadTickets, type Setup } from "./tickets.load.ts";

const N = size("N", 1_000_000);
const ROUNDS = size("ROUNDS", 12);
const PER_ROUND = size("PER_ROUND", 25);
const AT_ONCE = size("AT_ONCE", 16);
const RATE_SECONDS = size("RATE_SECONDS", 3);
/**
 * So often asked before the clock starts, as many at once as there are connections: each of them plans the first uses of a statement one by one, and the
 * first uses of a way through the code are interpreted.
 */
const WARM = 240;
/** Each claim uses up a ticket that waits. */
const WARM_WRITES = 64;
const ONLY = process.env.ONLY ?? "";
const BAR = 1.5;

const began = now();
const loaded = await loadTickets(N);
console.log(`loaded ${N.toLocaleString("en")} tickets in ${((now() - began) / 1000).toFixed(0)} s`);
const voice = await startFakeVoice();
const api = await startApi(voice.url, voice.secret);
const floor = openChild<TicketFloor>("tickets.floor.ts");
const floorUrl = await floor.ask("listen");
const tokens = { agent: "", ops: "" };
/** A token opens the api for ten minutes; ten million tickets take longer. */
async function signInAnew(): Promise<void> {
  tokens.agent = await signIn(loaded.agent.loginName);
  tokens.ops = await signIn(loaded.ops.loginName);
}
await indexesAreBuilt(async () => {
  await signInAnew();
  return send("ops", "GET", ticketSetupEndpoints.setup.path) as Promise<Setup>;
});

async function signIn(loginName: string): Promise<string> {
  const body = JSON.stringify({ loginName, password: TEST_PASSWORD });
  const answer = await fetch(api.base + identityEndpoints.signIn.path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return ((await answer.json()) as Session).accessToken;
}

async function send(as: "agent" | "ops", method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${tokens[as]}`, "content-type": "application/json" };
  const answer = await fetch(api.base + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const value = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
  return value;
}
async function bare(name: string, params: unknown[]): Promise<void> {
  const answer = await fetch(floorUrl, { method: "POST", body: JSON.stringify({ name, params }) });
  const value = await answer.json();
  if (!answer.ok) throw new Error(`floor ${name}: ${JSON.stringify(value)}`);
}

interface Case {
  name: string;
  product(): Promise<unknown>;
  floor(): Promise<unknown>;
}
const random = (below: number): number => Math.floor(Math.random() * below);
/** As the page asks while no column shows a field of the form. */
const search = (body: object): Promise<unknown> => send("ops", "POST", ticketEndpoints.search.path, { fields: [], ...body });
const bareSearch = (name: string, sought: unknown): Promise<void> => bare(name, [sought, loaded.ops.id]);
const cursor = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString("base64url");
const deep = (): number => 100_000 + 100 + random(N - 100);
/** Open tickets are due from tomorrow on, for a million seconds. */
const dueSome = (): Date => new Date(Date.now() + (86_400 + random(1e6)) * 1_000);
const TOP = 2 ** 40;
const mine = (list: string): Case => ({
  name: `list ${list} with counts`,
  product: () =>
    Promise.all([send("agent", "GET", `/api/tickets/mine/${list}?fields=-`), send("agent", "GET", ticketEndpoints.counts.path)]),
  floor: () =>
    Promise.all([
      bare(list, list === "waiting" ? [loaded.agent.groupIds, loaded.agent.id] : [loaded.agent.id]),
      bare("counts", [loaded.agent.id, loaded.agent.groupIds]),
    ]),
});

const client = new pg.Client({ connectionString: provided("BENCH_DATABASE_URL") });
await client.connect();
const ids = async (where: string, count: number): Promise<string[]> =>
  (await client.query<{ id: string }>(`SELECT id FROM ticket WHERE ${where} ORDER BY md5(id::text) LIMIT ${count}`)).rows.map(
    (row) => row.id,
  );
const any = await ids(`no < ${100_000 + N}`, 2_000);
const waiting = await ids(
  `group_id = '${loaded.agent.groupIds[0]}' AND state = 'open' AND handler_id IS NULL`,
  2 * ROUNDS * PER_ROUND + 2 * WARM_WRITES,
);
const open = await client.query<{ id: string; code: string }>(
  `SELECT t.id, (SELECT min(k) FROM jsonb_object_keys(c.fields) k WHERE k LIKE '%\\_field\\_4') AS code FROM ticket t JOIN ticket_content c ON c.ticket_id = t.id WHERE t.state = 'open' AND t.handler_id IS NOT NULL ORDER BY md5(t.id::text) LIMIT 2000`,
);
let edits = 0;
const current = new Map<string, string>();

async function editOne(): Promise<unknown> {
  const { id, code } = open.rows[random(open.rows.length)]!;
  if (!current.has(id))
    current.set(id, ((await send("ops", "GET", `/api/tickets/${id}`)) as { values: Record<string, string> }).values[code] ?? "");
  return { id, code, before: current.get(id), after: `改${++edits}` };
}

const CASES: Case[] = [
  { name: "list, first page", product: () => search({}), floor: () => bareSearch("list", TOP) },
  {
    name: "list, random depth",
    product: () => search({ cursor: cursor(null, String(deep())) }),
    floor: () => bareSearch("list", deep()),
  },
  ...["waiting", "handling", "transferred", "finished", "copied", "created", "involved", "marked"].map(mine),
  {
    name: "filter by a field, any value",
    product: () => search({ filter: { field: "f:t1_field_1", op: "any_of", values: [`o${random(20)}`] } }),
    floor: () => bareSearch("filter", `o${random(20)}`),
  },
  {
    name: "sort by a field, random depth",
    product: () => search({ sort: { by: "f:t2_field_2", descending: true }, cursor: cursor(`${random(10_000)}.00`, "1") }),
    floor: () => bareSearch("sort", random(10_000)),
  },
  {
    name: "sort by due time, random depth",
    product: () => {
      const key = `${dueSome().toISOString().slice(0, 23).replace("T", " ")}+00`;
      return search({ sort: { by: "dueAt", descending: false }, cursor: cursor(key, "1") });
    },
    floor: () => bareSearch("due", dueSome()),
  },
  { name: "words, rare", product: () => search({ text: "鲸鱼" }), floor: () => bareSearch("rare", "鲸鱼") },
  { name: "words, common", product: () => search({ text: "退款" }), floor: () => bareSearch("common", "退款") },
  {
    name: "open one",
    product: () => send("ops", "GET", `/api/tickets/${any[random(any.length)]}`),
    floor: () => bareSearch("open", any[random(any.length)]),
  },
];

/** What a list cost by hand before its rows were dressed by a prepared statement: how far the floor itself has come. */
const BEFORE = "list, first page, before";
CASES.push({
  name: BEFORE,
  product: () => search({}),
  floor: () => bareSearch("before", TOP),
});

const WRITES: Case[] = [
  {
    name: "claim",
    product: () => send("agent", "POST", `/api/tickets/${waiting.pop()}/claim`),
    floor: () => bare("claim", [waiting.pop(), loaded.agent.id]),
  },
];

interface Result {
  name: string;
  product: number[];
  floor: number[];
  cpu: { product: number; floor: number };
}

async function timed(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = now();
    await work();
    times.push(now() - start);
  }
  return times;
}

async function measure({ name, product, floor: bareOne }: Case, warm: number): Promise<Result> {
  await signInAnew();
  const result: Result = { name, product: [], floor: [], cpu: { product: 0, floor: 0 } };
  for (const work of [product, bareOne]) await Promise.all(Array.from({ length: AT_ONCE }, () => timed(warm / AT_ONCE, work)));
  for (let round = 0; round < ROUNDS; round++) {
    const before = { product: cpuMsOf(api.pid), floor: cpuMsOf(floor.pid) };
    const first = round % 2 === 0;
    if (first) result.product.push(...(await timed(PER_ROUND, product)));
    result.floor.push(...(await timed(PER_ROUND, bareOne)));
    if (!first) result.product.push(...(await timed(PER_ROUND, product)));
    result.cpu.product += cpuMsOf(api.pid) - before.product;
    result.cpu.floor += cpuMsOf(floor.pid) - before.floor;
  }
  return result;
}

const UPDATE = "update with its event";

/** An edit names the value that it saw, so what the page knows is read before the clock starts. */
async function measureEdits(): Promise<Result> {
  await signInAnew();
  const result: Result = { name: UPDATE, product: [], floor: [], cpu: { product: 0, floor: 0 } };
  for (let i = 0; i < ROUNDS * PER_ROUND; i++) {
    const change = (await editOne()) as { id: string; code: string; before: string; after: string };
    const { id, ...values } = change;
    const before = { product: cpuMsOf(api.pid), floor: cpuMsOf(floor.pid) };
    result.product.push(...(await timed(1, () => send("ops", "PATCH", `/api/tickets/${id}`, { changes: [values] }))));
    current.set(id, change.after);
    const other = open.rows[random(open.rows.length)]!;
    const value = JSON.stringify({ t0_other: `改${edits}` });
    result.floor.push(...(await timed(1, () => bare("edit", [other.id, value, loaded.ops.id]))));
    result.cpu.product += cpuMsOf(api.pid) - before.product;
    result.cpu.floor += cpuMsOf(floor.pid) - before.floor;
  }
  return result;
}

/** Requests a second of product and floor by turns, `AT_ONCE` at once, with the least share of the floor's that the product is to reach. */
interface Rate {
  name: string;
  least: number;
  product: number;
  floor: number;
}

async function perSecond(work: (worker: number) => Promise<unknown>): Promise<number> {
  let done = 0;
  const end = now() + RATE_SECONDS * 1000;
  const start = now();
  const one = async (worker: number): Promise<void> => {
    while (now() < end) {
      await work(worker);
      done++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, worker) => one(worker)));
  return done / ((now() - start) / 1000);
}

/** Each worker edits tickets of its own: what it saw last is what it changes from. */
async function editOf(worker: number): Promise<void> {
  const mine = open.rows.filter((_, n) => n % AT_ONCE === worker).slice(0, 20);
  const { id, code } = mine[random(mine.length)]!;
  const before = current.get(id)!;
  const after = `改${++edits}`;
  await send("ops", "PATCH", `/api/tickets/${id}`, { changes: [{ code, before, after }] });
  current.set(id, after);
}
async function readBeforeEditing(): Promise<void> {
  for (const { id, code } of open.rows.slice(0, 20 * AT_ONCE))
    current.set(id, ((await send("ops", "GET", `/api/tickets/${id}`)) as { values: Record<string, string> }).values[code] ?? "");
}

async function rates(): Promise<Rate[]> {
  const byName = (name: string): Case => CASES.find((each) => each.name === name)!;
  await signInAnew();
  await readBeforeEditing();
  const floorEdit = (): Promise<unknown> => {
    const { id } = open.rows[random(open.rows.length)]!;
    return bare("edit", [id, JSON.stringify({ t0_other: `改${++edits}` }), loaded.ops.id]);
  };
  const wanted: [string, number, (worker: number) => Promise<unknown>, () => Promise<unknown>][] = [
    ["list, first page", 0.6, byName("list, first page").product, byName("list, first page").floor],
    // By hand as it was, which the product reached × 0.9 of.
    [BEFORE, 1.6, byName(BEFORE).product, byName(BEFORE).floor],
    ["list handling", 0.6, () => send("agent", "GET", "/api/tickets/mine/handling?fields=-"), () => bare("handling", [loaded.agent.id])],
    ["filter by a field, any value", 0.6, byName("filter by a field, any value").product, byName("filter by a field, any value").floor],
    ["open one", 0.3, byName("open one").product, byName("open one").floor],
    [UPDATE, 0.6, editOf, floorEdit],
  ];
  const found: Rate[] = [];
  for (const [name, least, product, floorOnes] of wanted.filter(([name]) => name.includes(ONLY))) {
    const turns: { product: number; floor: number }[] = [];
    for (let turn = 0; turn < 3; turn++) turns.push({ product: await perSecond(product), floor: await perSecond(floorOnes) });
    const median = (of: "product" | "floor"): number => turns.map((each) => each[of]).sort((a, b) => a - b)[1]!;
    found.push({ name, least, product: median("product"), floor: median("floor") });
  }
  return found;
}

const results: Result[] = [];
for (const [cases, warm] of [
  [CASES, WARM],
  [WRITES, WARM_WRITES],
] as const)
  for (const each of cases) if (each.name.includes(ONLY)) results.push(await measure(each, warm));
if (UPDATE.includes(ONLY)) results.push(await measureEdits());
const throughput = await rates();

const lines = results.map(({ name, product, floor: bareOnes, cpu }) => {
  const [figure, least] = [spreadOf(product), spreadOf(bareOnes)];
  return { name, figure, least, ratio: figure.p95 / least.p95, cpu: cpu.product / product.length, floorCpu: cpu.floor / bareOnes.length };
});
const line = (name: string) => lines.find((each) => each.name === name) ?? lines[0]!;
const worst = lines.reduce((a, b) => (a.ratio > b.ratio ? a : b));
const depth = line("list, random depth").figure.p50 / line("list, first page").figure.p50;
tell({
  bench: "tickets",
  what: `lists, search and changes among ${N.toLocaleString("en")} tickets with 210 fields`,
  bar: `p95 ≤ ${BAR} × the same SQL by hand; a page at any depth ≤ 1.3 × the first; requests/s ≥ 0.6 × (lists), 1.6 × of a list by hand as it was before, 0.3 × (open), 0.6 × (update)`,
  figure: `first page p95 ${told(line("list, first page").figure.p95)} ms, filter ${told(line("filter by a field, any value").figure.p95)} ms, words ${told(line("words, common").figure.p95)} ms, update ${told(line(UPDATE).figure.p95)} ms`,
  floor: `first page p95 ${told(line("list, first page").least.p95)} ms, filter ${told(line("filter by a field, any value").least.p95)} ms, words ${told(line("words, common").least.p95)} ms, update ${told(line(UPDATE).least.p95)} ms`,
  floorIs: "bare node:http + pg with hand-written SQL, interleaved",
  ratio: `worst p95 × ${told(worst.ratio)} (${worst.name}), depth p50 × ${depth.toFixed(2)}`,
  held: lines.every((each) => each.ratio <= BAR) && depth <= 1.3 && throughput.every((each) => each.product >= each.least * each.floor),
  notes: [
    ...lines.map(
      ({ name, figure, least, ratio, cpu, floorCpu }) =>
        `${name.padEnd(32)} p50 ${told(figure.p50).padStart(6)} / ${told(least.p50).padStart(6)}   p95 ${told(figure.p95).padStart(6)} / ${told(least.p95).padStart(6)}   × ${told(ratio)}   cpu ${cpu.toFixed(1)} / ${floorCpu.toFixed(1)} ms`,
    ),
    ...throughput.map(
      ({ name, least, product, floor: bareOnes }) =>
        `${name.padEnd(32)} ${told(product).padStart(6)} / ${told(bareOnes).padStart(6)} requests/s, ${AT_ONCE} at once   × ${(product / bareOnes).toFixed(2)} (≥ ${least})`,
    ),
    ...api.warnings().slice(0, 3),
  ],
  data: { tickets: N, cases: lines, throughput },
});

await client.end();
await Promise.all([api.stop(), floor.close()]);
await voice.close();
