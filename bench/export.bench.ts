// Tickets as an Excel file, from asking to done, over HTTP with permission and scope; meanwhile memory of the api, and how long other requests wait.
//   ROWS=10000 ROUNDS=1 node bench/run.mjs export   smaller
import { randomUUID } from "node:crypto";
import { type ExportItem, exportEndpoints, identityEndpoints, type Session, ticketExportEndpoints } from "@cloverdesk/contracts";
import { startFakeVoice } from "@cloverdesk/testing";
import pg from "pg";
import { TEST_PASSWORD } from "../apps/api/src/modules/identity/identity.factory.ts";
import { now, pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size } from "./figures/settings.ts";
import { inWords, median, spreadOf, told } from "./figures/spread.ts";
import { cpuMsOf, megabytes, rssOf } from "./process/meter.ts";
import { startApi } from "./product/programs.ts";
import { loadTickets } from "./tickets.load.ts";

const ROWS = size("ROWS", 100_000);
const ROUNDS = size("ROUNDS", 2);
const [BAR_MB, BAR_WAIT_MS] = [150, 250];
/** What every ticket has beside its own type's fields, so that all twenty columns are filled. */
const KINDS = ["text", "text", "select", "money", "number", "date", "phone", "multi_select"] as const;
const FIELDS = KINDS.map((kind, i) => ({ code: `common_${i}`, kind }));
/** *Type · node* is two columns in the file. */
const COLUMNS = ["number", "title", "node", "state", "priority", "handler", "group", "phone", "creator", "created", "changed"];
const columns = [...COLUMNS, ...FIELDS.map(({ code }) => `f:${code}`)];

const loaded = await loadTickets(ROWS);
const client = new pg.Client({ connectionString: provided("BENCH_DATABASE_URL") });
await client.connect();
const option = { code: "o1", name: { zh: "选项", en: "Option" }, active: true };
for (const { code, kind } of FIELDS)
  await client.query("INSERT INTO ticket_field (code, kind, origin, name, options) VALUES ($1, $2, 'custom', $3, $4)", [
    code,
    kind,
    JSON.stringify({ zh: code, en: code }),
    JSON.stringify(kind === "select" || kind === "multi_select" ? [option] : []),
  ]);
await client.query(`UPDATE ticket_content SET fields = fields || jsonb_build_object('common_0', '客户多次来电催促，请尽快处理 ' || no, 'common_1', '=1+' || no,
  'common_2', 'o1', 'common_3', (no % 1000) || '.50', 'common_4', no % 977, 'common_5', '2026-03-02', 'common_6', '+8613800138000', 'common_7', jsonb_build_array('o1'))`);
await client.query("VACUUM ANALYZE ticket_content");

const voice = await startFakeVoice();
const api = await startApi(voice.url, voice.secret);
const token = await signIn();

async function signIn(): Promise<string> {
  const body = JSON.stringify({ loginName: loaded.ops.loginName, password: TEST_PASSWORD });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(api.base + identityEndpoints.signIn.path, { method: "POST", headers, body });
  return ((await answer.json()) as Session).accessToken;
}

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(api.base + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer;
}

/** The rows as the file needs them, by hand. */
const SAME_QUERY = `SELECT t.no, t.title, y.name, t.node, t.state, t.priority, h.display_name, g.name, t.phone, a.display_name, t.created_at, t.changed_at,
    ${FIELDS.map(({ code }) => `c.fields->>'${code}'`).join(", ")}
  FROM ticket t JOIN ticket_content c ON c.ticket_id = t.id JOIN ticket_type y ON y.id = t.type_id LEFT JOIN skill_group g ON g.id = t.group_id
    LEFT JOIN person h ON h.id = t.handler_id LEFT JOIN person a ON a.id = t.creator_id ORDER BY t.no DESC`;

async function copied(): Promise<number> {
  const start = now();
  await client.query(`COPY (${SAME_QUERY}) TO '/dev/null'`);
  return now() - start;
}

interface Round {
  ms: number;
  cpuMs: number;
  peakMb: number;
  bytes: number;
}
const waits: number[] = [];

async function exported(): Promise<Round> {
  const exportId = randomUUID();
  const [start, cpu] = [now(), cpuMsOf(api.pid)];
  const path = ticketExportEndpoints.start.path.replace(":exportId", exportId);
  await send("PUT", path, { source: {}, title: "bench", columns, language: "zh", timeZone: "Asia/Shanghai" });
  let peak = 0;
  for (;;) {
    const asked = now();
    const { items } = (await (await send("GET", exportEndpoints.mine.path)).json()) as { items: ExportItem[] };
    waits.push(now() - asked);
    peak = Math.max(peak, rssOf(api.pid));
    const item = items.find(({ id }) => id === exportId);
    if (item?.state === "failed") throw new Error(JSON.stringify(item.failure));
    if (item?.state === "done" && item.rows === ROWS)
      return { ms: now() - start, cpuMs: cpuMsOf(api.pid) - cpu, peakMb: megabytes(peak), bytes: item.bytes ?? 0 };
    await pause(50);
  }
}

async function idle(): Promise<number> {
  const looks: number[] = [];
  for (let n = 0; n < 8; n++) {
    await pause(250);
    looks.push(rssOf(api.pid));
  }
  return megabytes(median(looks));
}

const before = await idle();
const [rounds, floors]: [Round[], number[]] = [[], [await copied()]];
for (let round = 0; round < ROUNDS; round++) {
  rounds.push(await exported());
  floors.push(await copied());
}
const ms = median(rounds.map((round) => round.ms));
const least = median(floors);
const over = Math.max(...rounds.map(({ peakMb }) => peakMb)) - before;
const wait = spreadOf(waits);
const perSecond = (took: number): string => `${Math.round((ROWS * 1_000) / took).toLocaleString("en")} rows/s`;
tell({
  bench: "export",
  what: `${ROWS.toLocaleString("en")} tickets × 20 columns as an Excel file`,
  bar: `≤ ${BAR_MB} MB RSS over idle, other requests meanwhile p99 ≤ ${BAR_WAIT_MS} ms`,
  figure: `${perSecond(ms)} (${told(ms / 1_000)} s, ${told(rounds[0]!.bytes / 1e6)} MB file), ${told(over)} MB over idle, others p99 ${told(wait.p99)} ms`,
  floor: `${perSecond(least)} (${told(least / 1_000)} s)`,
  floorIs: "COPY … TO of the same query: PostgreSQL's part alone, without a file format",
  ratio: `× ${told(ms / least)}`,
  held: over <= BAR_MB && wait.p99 <= BAR_WAIT_MS,
  notes: [
    `others ${inWords(wait)}`,
    ...rounds.map(
      (round) => `${told(round.ms / 1_000)} s, CPU ${told(round.cpuMs / 1_000)} s, peak ${told(round.peakMb)} MB (idle ${told(before)})`,
    ),
    ...api.warnings().slice(0, 3),
  ],
  data: { rows: ROWS, rounds, floors, idleMb: before },
});

await client.end();
await api.stop();
await voice.close();
