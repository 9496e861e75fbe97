import { setTimeout as wait } from "node:timers/promises";
import { type RuleDraft, ticketEvents } from "@cloverdesk/contracts";
import { createTestDatabase, type TestDatabase, until } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { activeRule, draftOf } from "../src/modules/automation/automation.factory.ts";
import { grant } from "../src/modules/identity/identity.factory.ts";
import { importedLike, TICKET_OPS, type TicketHouse, ticketHouse } from "../src/modules/tickets/tickets.factory.ts";
import { type BundledProcess, bundledProcess } from "./bundled-process.ts";
import { type Harness, startHarness } from "./harness.ts";
import { seeded } from "./seeded.ts";

const KILLS = 20;
const CHUNK = 40;
/** Each rule of the chain sets this to what the next one waits for. */
const CHAIN = ["一", "二", "三", "四"];

let database: TestDatabase;
let api: Harness;
let house: TicketHouse;
let bundle: BundledProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startHarness({ database, voiceUp: false });
  house = await ticketHouse(api);
  bundle = await bundledProcess("importing-process.ts");
});
afterAll(async () => {
  bundle.remove();
  await api.stop();
});

const ruleOf = (n: number): RuleDraft =>
  draftOf({
    name: `第${n}环`,
    trigger: n === 0 ? { on: "imported" } : { on: "changed", code: "bank", to: [CHAIN[n - 1]!] },
    steps: [
      { do: "set", code: "bank", value: CHAIN[n]! },
      { do: "comment", text: `第${n}环` },
    ],
  });

/** Deeds of rules. */
const deeds = () =>
  api.db.prisma.$queryRaw<{ id: string; name: string; rule: string; count: number }[]>`
    SELECT entity_id AS id, name, data->'rule'->>'name' AS rule, count(*)::int AS count FROM event
    WHERE entity = 'ticket' AND data->'rule' IS NOT NULL GROUP BY 1, 2, 3`;

it(`of ${KILLS} processes killed in a chain of rules none does a step twice, and none leaves one out`, { timeout: 300_000 }, async () => {
  const ops = (await api.signInNew({ grants: { ...TICKET_OPS, ...grant("all", "automation.edit") } })).client;
  for (const n of CHAIN.keys()) await activeRule(ops, ruleOf(n));
  const model = await house.ticket(house.ops);
  await api.sweep();
  const before = await deeds();
  expect(before).toEqual([]);
  const env = { DATABASE_URL: database.url, CLOCK_AHEAD_MS: String(api.clock.now().getTime() - Date.now()) };
  const random = seeded(20_261_201);
  const ids: string[] = [];
  let killedWithWork = 0;
  let loading = bundle.load(env);
  for (let kill = 0; kill < KILLS; kill++) {
    ids.push(...(await importedLike(api, model.id, CHUNK)));
    const current = await loading;
    loading = bundle.load(env);
    const done = (await deeds()).length;
    current.go();
    await until(async () => (await deeds()).length > done, "it works", 60_000);
    await wait(random() * 60);
    await current.kill();
    if ((await deeds()).length < ids.length * CHAIN.length * 2) killedWithWork++;
  }
  expect(killedWithWork).toBeGreaterThan(KILLS / 2);
  const last = await loading;
  last.go();
  await until(async () => (await deeds()).length >= ids.length * CHAIN.length * 2, "the rest is done", 120_000);
  await last.kill();
  const all = await deeds();
  expect(all.filter(({ count }) => count !== 1)).toEqual([]);
  expect(all.filter(({ name }) => name === ticketEvents.edited.name)).toHaveLength(ids.length * CHAIN.length);
  expect(await api.db.prisma.automationRun.count({ where: { outcome: "done" } })).toBe(ids.length * CHAIN.length);
  const banks = await api.db.prisma.$queryRaw<{ bank: string }[]>`
    SELECT DISTINCT fields->>'bank' AS bank FROM ticket_content WHERE ticket_id = ANY(${ids}::uuid[])`;
  expect(banks).toEqual([{ bank: CHAIN.at(-1) }]);
});
