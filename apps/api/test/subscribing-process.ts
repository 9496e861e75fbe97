// An api process for subscribers-killed.itest.ts: from the first message on, it commits events and delivers them at the same time, until it is killed or its
// parent is gone. With COMMITS=no it only delivers.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { callEvents } from "@cloverdesk/contracts";
import pino from "pino";
import { createApp } from "../src/app.ts";
import { readEnv } from "../src/env.ts";
import { sqlTransaction } from "../src/platform/db/transaction.ts";

const LOST_AFTER_MS = 1_000;

const app = createApp({ env: readEnv(), log: pino({ level: "silent" }), checkOutput: true, lostAfterMs: LOST_AFTER_MS });
const { db, clock, subscribers } = app.ctx;
// `effect` has no unique index: an effect that happens twice is two rows. It takes long enough to be killed in the middle.
subscribers.on(callEvents.keysSent, "test.count-effects", {
  async handle(_ctx, tx, { seq }) {
    await tx.rows.$executeRaw`INSERT INTO effect (event_seq) VALUES (${seq})`;
    await wait(10);
  },
});
process.once("disconnect", () => process.exit(0));
const asked = once(process, "message");
process.send?.("ready");
await asked;
await app.start();
while (process.env.COMMITS !== "no") {
  await sqlTransaction(db, null, clock(), async (tx) => tx.record(callEvents.keysSent, { entityId: randomUUID(), data: { count: 1 } }));
  await wait(5);
}
