import { setTimeout as wait } from "node:timers/promises";
import { createTestDatabase, type TestDatabase, until } from "@cloverdesk/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../src/platform/db/client.ts";
import { type BundledProcess, bundledProcess } from "./bundled-process.ts";
import { seeded } from "./seeded.ts";

const KILLS = 20;

let database: TestDatabase;
let db: Database;
let bundle: BundledProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  await db.prisma.$executeRaw`CREATE TABLE effect (event_seq bigint NOT NULL)`;
  bundle = await bundledProcess("subscribing-process.ts");
});
afterAll(async () => {
  bundle.remove();
  await db.close();
  await database.drop();
});

async function counts(): Promise<{ events: number; effects: number; doubled: number }> {
  const [row] = await db.prisma.$queryRaw<{ events: number; effects: number; doubled: number }[]>`
    SELECT (SELECT count(*)::int FROM event WHERE name = 'call.keys_sent') AS events,
      (SELECT count(DISTINCT event_seq)::int FROM effect) AS effects,
      (SELECT count(*)::int FROM (SELECT FROM effect GROUP BY event_seq HAVING count(*) > 1) AS twice) AS doubled`;
  if (!row) throw new Error("no counts");
  return row;
}

it(`of ${KILLS} processes killed between commits and their subscribers no effect is lost and none happens twice`, {
  timeout: 300_000,
}, async () => {
  const random = seeded(20_260_302);
  let killedWithWork = 0;
  let loading = bundle.load({ DATABASE_URL: database.url });
  for (let kill = 0; kill < KILLS; kill++) {
    const current = await loading;
    // Loading takes longer than working: the next process loads meanwhile.
    loading = bundle.load({ DATABASE_URL: database.url, ...(kill === KILLS - 1 && { COMMITS: "no" }) });
    const before = await counts();
    const effects = Math.floor(random() * 8);
    current.go();
    await until(async () => (await counts()).events > before.events, "it commits", 30_000);
    await until(async () => (await counts()).effects >= before.effects + effects, "it delivers", 30_000);
    await wait(random() * 50);
    await current.kill();
    const after = await counts();
    if (after.events > after.effects) killedWithWork += 1;
  }
  expect(killedWithWork).toBeGreaterThan(KILLS / 2);

  const last = await loading;
  last.go();
  await until(
    async () => {
      const { events, effects } = await counts();
      return effects === events;
    },
    "every event is delivered",
    60_000,
  );
  await last.kill();
  expect((await counts()).doubled).toBe(0);
});
