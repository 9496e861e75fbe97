// Imported tickets through five rules: from the events of the import to the last step, through jobs. Meanwhile how long others wait.
//   ROWS=5000 node bench/run.mjs automation   smaller
import { randomUUID } from "node:crypto";
import { automationEndpoints, identityEndpoints, type Session, ticketSearchEndpoints, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { startFakeVoice } from "@cloverdesk/testing";
import pg from "pg";
import { draftOf } from "../apps/api/src/modules/automation/automation.factory.ts";
import { grant, personFactory, TEST_PASSWORD } from "../apps/api/src/modules/identity/identity.factory.ts";
import { openDatabase } from "../apps/api/src/platform/db/client.ts";
import { now, pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size } from "./figures/settings.ts";
import { inWords, spreadOf, told } from "./figures/spread.ts";
import { cpuMsOf, megabytes, rssOf } from "./process/meter.ts";
import { startApi } from "./product/programs.ts";
import { indexesAreBuilt, loadTickets, type Setup } from "./tickets.load.ts";

const ROWS = size("ROWS", 100_000);
const [BAR_RATE, BAR_WAIT_MS] = [0.5, 250];
/** Tickets of one transaction of an import. */
const CHUNK = 500;

// Every third of the loaded tickets is open.
await loadTickets(ROWS * 3);
const database = openDatabase(provided("BENCH_DATABASE_URL"));
const ops = await personFactory(database, {
  grants: grant("all", "tickets.read", "tickets.create", "tickets.work", "tickets.configure", "automation.edit"),
});
await database.close();
const client = new pg.Client({ connectionString: provided("BENCH_DATABASE_URL") });
await client.connect();

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

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(api.base + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

await indexesAreBuilt(() => send<Setup>("GET", ticketSetupEndpoints.setup.path));
const [group] = (await client.query<{ id: string }>("SELECT id FROM skill_group ORDER BY id LIMIT 1")).rows;
if (!group) throw new Error("there is no skill group");
const normal = { field: "priority", op: "any_of" as const, values: ["normal"] };
const raised = { field: "priority", op: "any_of" as const, values: ["high"] };
const RULES = [
  draftOf({ name: "raise", trigger: { on: "imported" }, conditions: normal, steps: [{ do: "set", code: "priority", value: "high" }] }),
  draftOf({ name: "comment", trigger: { on: "imported" }, conditions: raised, steps: [{ do: "comment", text: "请按话术回访" }] }),
  draftOf({
    name: "spread",
    trigger: { on: "imported" },
    conditions: raised,
    steps: [{ do: "assign", to: { how: "even", groupId: group.id } }],
  }),
  draftOf({ name: "call it", trigger: { on: "imported" }, conditions: raised, steps: [{ do: "set", code: "title", value: "外呼回访" }] }),
  draftOf({
    name: "tell",
    trigger: { on: "imported" },
    conditions: raised,
    steps: [{ do: "notify", whom: ["handler"], text: "新的回访" }],
  }),
];
for (const draft of RULES) {
  const at = (path: string, id: string): string => path.replace(":ruleId", id);
  const id = randomUUID();
  await send("PUT", at(automationEndpoints.save.path, id), { draft, version: 0 });
  await send("POST", at(automationEndpoints.start.path, id), { version: 1 });
}

/** The events of an import, as its chunks record them, and the jobs that deliver them. */
async function imported(): Promise<void> {
  await client.query("BEGIN");
  await client.query(
    `CREATE TEMP TABLE mine AS SELECT id, no, (row_number() OVER (ORDER BY no) - 1) / ${CHUNK} AS chunk FROM ticket WHERE state = 'open'`,
  );
  await client.query(`INSERT INTO event (name, at, actor_id, entity, entity_id, data)
    SELECT 'ticket.imported', now(), NULL, 'ticket', id, '{"changes":[],"waitedIn":null,"waitsIn":null}' FROM mine ORDER BY no`);
  await client.query(`INSERT INTO job_request (id, name, payload, run_at, created_at)
    SELECT gen_random_uuid(), 'automation.run-after-event', jsonb_build_object('seqs', jsonb_agg(e.seq::text ORDER BY e.seq)), now(), now()
    FROM event e JOIN mine m ON m.id = e.entity_id WHERE e.name = 'ticket.imported' GROUP BY m.chunk`);
  await client.query("COMMIT");
}

/** Tickets through which all five rules have gone. */
async function through(): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM automation_run r JOIN automation_rule_version v USING (rule_id, version) WHERE v.draft->>'name' = 'tell' AND r.outcome = 'done'",
  );
  return rows[0]?.n ?? 0;
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

for (let n = 0; n < 20; n++) await send("POST", ticketSearchEndpoints.search.path, { limit: 50 });
const idleMb = megabytes(rssOf(api.pid));
const looking = others();
await imported();
const [began, cpu] = [now(), cpuMsOf(api.pid)];
for (let [last, quiet] = [-1, 0]; ; await pause(500)) {
  const done = await through();
  if (done >= ROWS) break;
  quiet = done === last ? quiet + 1 : 0;
  last = done;
  if (quiet > 120) throw new Error(`only ${done} tickets went through: ${api.warnings().slice(0, 3).join("; ")}`);
}
const ms = now() - began;
const cpuMs = cpuMsOf(api.pid) - cpu;
watching = false;
await looking;
await api.stop();

/** The same changes by hand, a chunk in a transaction: tickets, texts, people, track, log, notifications. */
async function byHand(): Promise<number> {
  for (const table of ["ticket", "ticket_content", "ticket_person", "event", "automation_run"])
    await client.query(`VACUUM ANALYZE ${table}`);
  await client.query("CREATE INDEX ON mine (chunk)");
  await client.query("ANALYZE mine");
  await client.query("CHECKPOINT");
  const people = (
    await client.query<{ id: string }>("SELECT person_id AS id FROM skill_group_member WHERE skill_group_id = $1", [group!.id])
  ).rows;
  const ids = `ARRAY['${people.map(({ id }) => id).join("','")}']::uuid[]`;
  const next = `(${ids})[1 + (m.no + 1) % ${people.length}]`;
  const rules = (await client.query<{ id: string }>("SELECT id FROM automation_rule ORDER BY position")).rows.map(({ id }) => id);
  const start = now();
  for (let chunk = 0; chunk < Math.ceil(ROWS / CHUNK); chunk++) {
    const mine = `(SELECT * FROM mine WHERE chunk = ${chunk})`;
    await client.query("BEGIN");
    await client.query(
      `UPDATE ticket t SET priority = 'urgent', title = '外呼回访二', handler_id = ${next}, version = version + 4, changed_at = now() FROM ${mine} m WHERE t.id = m.id`,
    );
    await client.query(
      `UPDATE ticket_content c SET search = replace(c.search, '外呼回访', '外呼回访二') || ' 请按话术回访二' FROM ${mine} m WHERE c.ticket_id = m.id`,
    );
    await client.query(
      `INSERT INTO ticket_person (person_id, ticket_id, no, involved) SELECT ${next}, m.id, m.no, true FROM ${mine} m ON CONFLICT DO NOTHING`,
    );
    await client.query(`INSERT INTO event (name, at, actor_id, entity, entity_id, data)
      SELECT d.name, now(), NULL, 'ticket', m.id, '{"note":"请按话术回访","changes":[{"code":"priority","before":"normal","after":"high"}],"waitedIn":null,"waitsIn":null}'
      FROM ${mine} m CROSS JOIN unnest(ARRAY['ticket.edited','ticket.commented','ticket.transferred','ticket.edited']) AS d(name)`);
    await client.query(`INSERT INTO automation_run (rule_id, version, ticket_id, ticket_no, cause, depth, at, outcome, verdicts, steps)
      SELECT r.id, 1, m.id, m.no, 'by hand', 0, now(), 'done', '[{"field":"priority","op":"any_of","values":["high"],"seen":"high","held":true}]', '[{"do":"comment","changes":[],"refused":null}]'
      FROM ${mine} m CROSS JOIN unnest(ARRAY['${rules.join("','")}']::uuid[]) AS r(id)`);
    await client.query(`INSERT INTO notification (id, person_id, kind, at, ticket_id, ticket_no, ticket_title, text)
      SELECT gen_random_uuid(), ${next}, 'ticket_automatic', now(), m.id, m.no, '外呼回访', '新的回访' FROM ${mine} m`);
    await client.query("COMMIT");
  }
  return now() - start;
}

const floorMs = await byHand();
const wait = spreadOf(waits);
const rate = floorMs / ms;
const perSecond = (took: number): string => `${Math.round((ROWS * 1_000) / took).toLocaleString("en")} tickets/s`;
tell({
  bench: "automation",
  what: `${ROWS.toLocaleString("en")} imported tickets through five rules`,
  bar: `≥ ${BAR_RATE} × of the floor's rate, other requests meanwhile p99 ≤ ${BAR_WAIT_MS} ms`,
  figure: `${perSecond(ms)} (${told(ms / 1_000)} s), others p99 ${told(wait.p99)} ms`,
  floor: `${perSecond(floorMs)} (${told(floorMs / 1_000)} s)`,
  floorIs: `the same changes by hand-written SQL, one statement per table for ${CHUNK} tickets`,
  ratio: `× ${told(rate)}`,
  held: rate >= BAR_RATE && wait.p99 <= BAR_WAIT_MS,
  notes: [
    `others ${inWords(wait)}`,
    `processor time of the api ${told(cpuMs / 1_000)} s, ${told(megabytes(peak) - idleMb)} MB over idle`,
    ...api.warnings().slice(0, 3),
  ],
  data: { rows: ROWS, ms, floorMs, cpuMs, idleMb },
});

await client.end();
await voice.close();
