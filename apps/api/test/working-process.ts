// An api process for jobs-killed.itest.ts: from the first message on, it runs the test's jobs, until it is killed or its parent is gone. Its long job never
// ends, except with LAST=yes.
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import pino from "pino";
import { createApp } from "../src/app.ts";
import { readEnv } from "../src/env.ts";
import { sqlTransaction } from "../src/platform/db/transaction.ts";
import { defineJob } from "../src/platform/jobs/job.ts";
import { defineLongJob } from "../src/platform/jobs/long-job.ts";
import { countJob, LAST_PARTS, LOST_AFTER_MS, partsJob } from "./killed-jobs.ts";

const app = createApp({ env: readEnv(), log: pino({ level: "silent" }), lostAfterMs: LOST_AFTER_MS });

// `effect` has no unique index: an effect that happens twice is two rows. The job takes long enough to be killed before, in and after its transaction.
app.ctx.jobs.add(
  defineJob({
    ...countJob,
    async run(ctx, { n }, run) {
      await wait(15);
      await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
        await tx.rows.$executeRaw`INSERT INTO effect (kind, n) VALUES ('job', ${n})`;
        await wait(15);
        await run.completeIn(tx);
      });
      await wait(15);
    },
  }),
);
app.ctx.jobs.addLong(
  defineLongJob({
    ...partsJob,
    async run(ctx, turn) {
      const begun = turn.cursor ?? 0;
      for (let n = begun + 1; process.env.LAST !== "yes" || n <= begun + LAST_PARTS; n++) {
        await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
          await tx.rows.$executeRaw`INSERT INTO effect (kind, n) VALUES ('part', ${n})`;
          await wait(10);
          await turn.save(tx, { cursor: n, done: n });
        });
        await wait(10);
      }
    },
  }),
);

process.once("disconnect", () => process.exit(0));
const asked = once(process, "message");
process.send?.("ready");
await asked;
await app.start();
