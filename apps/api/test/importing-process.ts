// An api process for imports-killed.itest.ts: from the first message on it works, by the clock of the test, until it is killed or its parent is gone.
import { once } from "node:events";
import pino from "pino";
import { createApp } from "../src/app.ts";
import { readEnv } from "../src/env.ts";

const ahead = Number(process.env.CLOCK_AHEAD_MS);
const app = createApp({
  env: readEnv(),
  clock: () => new Date(Date.now() + ahead),
  log: pino({ level: "silent" }),
  lostAfterMs: 3_000,
});

process.once("disconnect", () => process.exit(0));
const asked = once(process, "message");
process.send?.("ready");
await asked;
await app.start();
