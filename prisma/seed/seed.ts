import { hash, verify } from "@node-rs/argon2";
import pg from "pg";
import { automationRows } from "./automation.ts";
import { callbackRows } from "./callbacks.ts";
import { callRows } from "./calls.ts";
import { categoryRows } from "./categories.ts";
import { customerRows } from "./customers.ts";
import type { SeedEnv } from "./env.ts";
import { hotlineRows, TRUNK_ID } from "./hotlines.ts";
import { identityRows } from "./identity.ts";
import { recordingRows } from "./recordings.ts";
import { routingRows } from "./routing.ts";
import { insert } from "./table.ts";
import { ticketRows } from "./tickets.ts";

/** The row of `setting` that says that the demo enterprise is there, with the hash of its accounts' password. */
const MARKER = "demoEnterprise";
/** Any number, the same for everybody who seeds. */
const LOCK = 7_210_001;

/**
 * Fills an empty, migrated database with the demo enterprise, as of `now`: all of it or nothing, once however many start at the same time.
 * Where it is there already only what the environment decides is brought up to date: the carrier's port and the accounts' password.
 */
export async function seedDemo(env: SeedEnv, now: Date): Promise<{ written: boolean; ms: number }> {
  const began = performance.now();
  const client = new pg.Client({ connectionString: env.databaseUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    const marker = await client.query<{ value: { passwordHash: string } }>("SELECT value FROM setting WHERE key = $1", [MARKER]);
    const known = marker.rows[0]?.value;
    if (known) await followEnvironment(client, env, known.passwordHash);
    else await write(client, env, now);
    await client.query("COMMIT");
    return { written: !known, ms: performance.now() - began };
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

async function write(client: pg.Client, env: SeedEnv, now: Date): Promise<void> {
  const passwordHash = await hash(env.demoPassword.normalize("NFKC"));
  const calls = callRows(now);
  const tickets = ticketRows(now);
  const tables = {
    ...identityRows(passwordHash, now),
    ...routingRows(),
    ...hotlineRows(env.carrierSipPort, now),
    ...customerRows(now),
    ...categoryRows(),
    ...calls,
    ...tickets,
    ...callbackRows(now, tickets.ticket ?? []),
    ...automationRows(now),
    recording: await recordingRows(calls, env),
    setting: [{ key: MARKER, value: { passwordHash }, updated_at: now }],
  };
  for (const [table, rows] of Object.entries(tables)) await insert(client, table, rows);
  await client.query("SELECT setval('ticket_no_seq', (SELECT max(no) FROM ticket))");
  await client.query(
    "ANALYZE call, call_part, customer, customer_phone, queue_hop, call_offer, leg, summary, ticket, ticket_content, ticket_person, event",
  );
}

async function followEnvironment(client: pg.Client, env: SeedEnv, former: string): Promise<void> {
  await client.query("UPDATE trunk SET port = $1 WHERE id = $2 AND port <> $1", [env.carrierSipPort, TRUNK_ID]);
  const password = env.demoPassword.normalize("NFKC");
  if (await verify(former, password)) return;
  const passwordHash = await hash(password);
  await client.query("UPDATE person SET password_hash = $1 WHERE password_hash = $2", [passwordHash, former]);
  await client.query("UPDATE setting SET value = $1 WHERE key = $2", [JSON.stringify({ passwordHash }), MARKER]);
}
