// Agents who work in lists: each has a page with its connection and every few seconds looks at a list, searches, opens a ticket, takes one or writes into it.
// How long lists take meanwhile, and whether the api's memory stays flat.
//   N=50000 AGENTS=50 MINUTES=1 node bench/run.mjs tickets-live   smaller
import { type CallInput, type Endpoint, type Output, type Ticket, ticketEndpoints, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { startFakeVoice } from "@cloverdesk/testing";
import pg from "pg";
import { TEST_PASSWORD } from "../apps/api/src/modules/identity/identity.factory.ts";
import { type ApiClient, apiClient } from "../apps/api/test/api-client.ts";
import { now, pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size } from "./figures/settings.ts";
import { inWords, spreadOf, told } from "./figures/spread.ts";
import { openChild } from "./process/child.ts";
import { cpuMsOf, megabytes, rssOf } from "./process/meter.ts";
import { startApi } from "./product/programs.ts";
import type { TicketFloor } from "./tickets.floor.ts";
import { indexesAreBuilt, loadTickets } from "./tickets.load.ts";

const N = size("N", 1_000_000);
const AGENTS = size("AGENTS", 200);
const MINUTES = size("MINUTES", 10);
/** An agent does something every so many ms on average. */
const EVERY_MS = size("EVERY_MS", 4_000);
const BAR_MS = 150;
/** Growth over the last two thirds of the time that still counts as flat: a collector's breath. */
const FLAT = 0.1;

await loadTickets(N);
const voice = await startFakeVoice();
const api = await startApi(voice.url, voice.secret);
const floor = openChild<TicketFloor>("tickets.floor.ts");
const floorUrl = await floor.ask("listen");
const database = new pg.Client({ connectionString: provided("BENCH_DATABASE_URL") });
await database.connect();
const { rows: people } = await database.query<{ id: string; loginName: string }>(
  `SELECT p.id, p.login_name AS "loginName" FROM person p WHERE EXISTS (SELECT 1 FROM skill_group_member m WHERE m.person_id = p.id) ORDER BY p.id LIMIT ${AGENTS}`,
);
await database.end();

const lists: number[] = [];
const others: number[] = [];
const bareLists: number[] = [];
/** How often something was refused or went wrong, by code. */
const failures = new Map<string, number>();
let done = false;
const random = (below: number): number => Math.floor(Math.random() * below);
const LISTS = ["waiting", "handling", "created", "involved", "finished"] as const;

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T | undefined> {
  const start = now();
  try {
    const result = await work();
    into.push(now() - start);
    return result;
  } catch (error) {
    const code = (error as { code?: string }).code ?? String(error);
    failures.set(code, (failures.get(code) ?? 0) + 1);
    return undefined;
  }
}

/** One agent at work until it is over. */
async function work(client: ApiClient, personId: string): Promise<void> {
  await pause(random(EVERY_MS));
  while (!done) {
    await step(client, personId);
    await pause(EVERY_MS / 2 + random(EVERY_MS));
  }
}

async function step(client: ApiClient, personId: string): Promise<void> {
  const dice = random(100);
  if (dice < 5) return void (await timed(bareLists, () => bare("handling", [personId])));
  if (dice < 15)
    return void (await timed(lists, () =>
      asked(client, ticketEndpoints.search, { body: { text: `值${random(1e5)}`, limit: 50, fields: [] } }),
    ));
  const list = LISTS[random(LISTS.length)]!;
  const page = await timed(lists, () => asked(client, ticketEndpoints.mine, { params: { list }, query: { fields: "-" } }));
  if (dice < 60 || !page?.items.length) return;
  const { id } = page.items[random(page.items.length)]!;
  const ticket = await timed(others, () =>
    asked(client, ticketEndpoints.get, { params: { ticketId: id } }).catch((error: { code?: string }) => {
      if (list !== "waiting" || error.code !== "tickets.not_found") throw error;
    }),
  );
  if (dice >= 80 && ticket) await change(client, ticket);
}

/** Takes what may be taken; writes a comment into what one has. Losing a race is the point of a claim, not a failure; what waited is out of reach then. */
async function change(client: ApiClient, { id, can }: Ticket): Promise<void> {
  const params = { params: { ticketId: id } };
  if (can.claim)
    await timed(others, () =>
      asked(client, ticketEndpoints.claim, params).catch((error: { code?: string }) => {
        if (error.code !== "tickets.claimed_by_other") throw error;
      }),
    );
  else if (can.urge) await timed(others, () => asked(client, ticketEndpoints.urge, { ...params, body: { note: "请尽快处理" } }));
}

/** Without holding the answer against its contract: 200 agents have 200 machines for that, here it would be the load. */
async function asked<E extends Endpoint>(client: ApiClient, endpoint: E, input: CallInput<E>): Promise<Output<E>> {
  // Ahead of time, as pages do: what waits in line for a second must not arrive too late.
  if (Date.parse(client.session!.expiresAt) <= Date.now() + 10_000) await client.refresh();
  const { status, body } = await client.send(endpoint, input as CallInput<Endpoint>);
  if (status >= 400) throw body;
  return body as Output<E>;
}

async function bare(name: string, params: unknown[]): Promise<void> {
  await (await fetch(floorUrl, { method: "POST", body: JSON.stringify({ name, params }) })).text();
}

const clients: ApiClient[] = [];
for (const { loginName } of people) {
  const client = apiClient(api.base, () => new Date());
  await client.signIn(loginName, TEST_PASSWORD);
  const { pushes } = await client.page();
  // Kept for tests, which look at them later; here they would only grow.
  setInterval(() => pushes.splice(0), 1_000).unref();
  clients.push(client);
}
await indexesAreBuilt(() => clients[0]!.call(ticketSetupEndpoints.setup));
const cpuBefore = cpuMsOf(api.pid);
const rss: number[] = [];
const sampler = setInterval(() => rss.push(megabytes(rssOf(api.pid))), 5_000);
const working = clients.map((client, n) => work(client, people[n]!.id));
await pause(MINUTES * 60_000);
done = true;
await Promise.all(working);
clearInterval(sampler);
const cpu = (cpuMsOf(api.pid) - cpuBefore) / (MINUTES * 600);

const [figure, least] = [spreadOf(lists), spreadOf(bareLists)];
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
const third = Math.ceil(rss.length / 3);
const growth = mean(rss.slice(-third)) / mean(rss.slice(third, 2 * third)) - 1;
tell({
  bench: "tickets-live",
  what: `${AGENTS} agents at work in ${N.toLocaleString("en")} tickets for ${MINUTES} min, one step every ${EVERY_MS / 1000} s each`,
  bar: `lists p95 ≤ ${BAR_MS} ms; the api's memory flat`,
  figure: `${inWords(figure)}; memory ${told(mean(rss.slice(third, 2 * third)))} → ${told(mean(rss.slice(-third)))} MB`,
  floor: inWords(least),
  floorIs: "the same list from a bare node:http + pg server, asked by the same agents in between",
  ratio: `p95 × ${told(figure.p95 / least.p95)}`,
  held: figure.p95 <= BAR_MS && growth <= FLAT && failed === 0,
  notes: [
    `opening and changing: ${inWords(spreadOf(others))}; ${failed} failed ${[...failures].map(([code, count]) => `${code} ${count}`).join(", ")}`,
    `api at ${told(cpu)} % of a core; memory by tenths of the time: ${Array.from({ length: 10 }, (_, n) => told(rss[Math.floor((n * rss.length) / 10)] ?? 0)).join(", ")} MB`,
    ...api.warnings().slice(0, 3),
  ],
  data: { tickets: N, agents: AGENTS, minutes: MINUTES, figure, floor: least, failed, rss, cpu },
});

for (const client of clients) client.close();
await Promise.all([api.stop(), floor.close()]);
await voice.close();
