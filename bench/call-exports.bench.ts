// Twelve people export their call records at once; how long everybody else waits for a page of the list meanwhile, and the memory of the api.
//   CALLS=20000 EXPORTS=4 node bench/run.mjs call-exports   smaller
import { randomUUID } from "node:crypto";
import { callEndpoints, type ExportItem, exportEndpoints, identityEndpoints, type Session } from "@cloverdesk/contracts";
import { startFakeVoice } from "@cloverdesk/testing";
import pg from "pg";
import { skillGroupFactory } from "../apps/api/src/modules/groups/groups.factory.ts";
import { grant, personFactory, TEST_PASSWORD } from "../apps/api/src/modules/identity/identity.factory.ts";
import { openDatabase } from "../apps/api/src/platform/db/client.ts";
import { now, pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size } from "./figures/settings.ts";
import { inWords, median, spreadOf, told } from "./figures/spread.ts";
import { megabytes, rssOf } from "./process/meter.ts";
import { startApi } from "./product/programs.ts";

const CALLS = size("CALLS", 50_000);
const EXPORTS = size("EXPORTS", 12);
const [BAR_MS, BAR_MB] = [50, 50];
const LOOKS = 200;

const db = openDatabase(provided("BENCH_DATABASE_URL"));
const client = new pg.Client({ connectionString: provided("BENCH_DATABASE_URL") });
await client.connect();
const group = await skillGroupFactory(db);
const agent = await personFactory(db);
const people = await Promise.all(
  Array.from({ length: EXPORTS + 1 }, () => personFactory(db, { grants: grant("all", "calls.read", "calls.export", "tickets.read") })),
);
await client.query(
  `INSERT INTO call (id, direction, source, number, state, result, started_at, ended_at, talk_ms, wait_ms, skill_group_id)
   SELECT gen_random_uuid(), 'inbound', 'hotline', '+8613' || (800000000 + n), 'ended', 'answered', now() - n * interval '1 minute',
     now() - n * interval '1 minute' + interval '65 s', 60000, 5000, $1 FROM generate_series(1, $2::int) AS n`,
  [group.id, CALLS],
);
await client.query(
  `INSERT INTO call_part (id, call_id, role, state, outcome, began, person_id, skill_group_id, call_started_at, started_at, answered_at, ended_at, wrap_up_ended_at, summary_state)
   SELECT gen_random_uuid(), id, 'agent', 'ended', 'call_ended', 'offered', $1, skill_group_id, started_at, started_at, started_at, ended_at, ended_at, 'saved' FROM call`,
  [agent.id],
);
await client.query(
  `INSERT INTO summary (part_id, version, state, issue, solution, result, updated_at)
   SELECT id, 1, 'saved', '客户反映杯盖破损，要求更换', '已安排补发，三天内送达', 'resolved', now() FROM call_part`,
);
await client.query("VACUUM ANALYZE");

const voice = await startFakeVoice();
const api = await startApi(voice.url, voice.secret);

async function tokenOf({ loginName }: { loginName: string }): Promise<string> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ loginName, password: TEST_PASSWORD });
  const answer = await fetch(api.base + identityEndpoints.signIn.path, { method: "POST", headers, body });
  return ((await answer.json()) as Session).accessToken;
}
async function send(token: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(api.base + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

const [other = "", ...exporters] = await Promise.all(people.map(tokenOf));
async function look(): Promise<number> {
  const start = now();
  await send(other, "GET", `${callEndpoints.list.path}?limit=100`);
  return now() - start;
}
/** Waits of a page of the list, one after the other, until `over`. */
async function looks(over: (n: number) => Promise<boolean>): Promise<{ waits: number[]; rss: number[] }> {
  const waits: number[] = [];
  const rss: number[] = [];
  while (!(await over(waits.length))) {
    waits.push(await look());
    rss.push(megabytes(rssOf(api.pid)));
    await pause(20);
  }
  return { waits, rss };
}

const idle = await looks(async (n) => n >= LOOKS);
const started = now();
await Promise.all(
  exporters.map((token) =>
    send(token, "PUT", callEndpoints.export.path.replace(":exportId", randomUUID()), {
      ...{ source: {}, title: "bench", language: "zh", timeZone: "Asia/Shanghai" },
    }),
  ),
);
const asked = now() - started;
const isOver = async (): Promise<boolean> => {
  const { rows } = await client.query<{ left: number }>("SELECT count(*)::int AS left FROM export WHERE state IN ('waiting', 'running')");
  return rows[0]?.left === 0;
};
const busy = await looks(isOver);
const ms = now() - started;
const { items } = (await send(exporters[0] ?? "", "GET", exportEndpoints.mine.path)) as { items: ExportItem[] };
if (items[0]?.state !== "done" || items[0].rows !== CALLS) throw new Error(`the export is ${JSON.stringify(items[0])}`);

const [wait, floor] = [spreadOf(busy.waits), spreadOf(idle.waits)];
const third = Math.ceil(busy.rss.length / 3);
const [first, last] = [Math.max(...busy.rss.slice(0, third)), Math.max(...busy.rss.slice(-third))];
// The heap grows to its working size with the first files; what grows with the rows would go on growing.
const grown = last - first;
tell({
  bench: "call-exports",
  what: `${EXPORTS} people export ${CALLS.toLocaleString("en")} call records at once`,
  bar: `others' median ≤ ${BAR_MS} ms meanwhile, RSS peak of the last third ≤ ${BAR_MB} MB over that of the first`,
  figure: `others' median ${told(wait.p50)} ms, RSS peak ${told(first)} → ${told(last)} MB, ${told(ms / 1_000)} s for all`,
  floor: `${told(floor.p50)} ms`,
  floorIs: "the same page of the list while nobody exports",
  ratio: `× ${told(wait.p50 / floor.p50)}`,
  held: median(busy.waits) <= BAR_MS && grown <= BAR_MB,
  notes: [`others ${inWords(wait)}`, `idle ${inWords(floor)}`, `all asked for in ${told(asked)} ms`, ...api.warnings().slice(0, 3)],
  data: { calls: CALLS, exports: EXPORTS, wait, floor, idleMb: median(idle.rss), firstMb: first, lastMb: last },
});

await client.end();
await db.close();
await api.stop();
await voice.close();
