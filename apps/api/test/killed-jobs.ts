// The jobs of jobs-killed.itest.ts, as the test asks for them; working-process.ts runs them.
import { z } from "zod";
import { defineJob } from "../src/platform/jobs/job.ts";
import { defineLongJob } from "../src/platform/jobs/long-job.ts";

/** More attempts than there are kills. */
const maxAttempts = 100;
export const LOST_AFTER_MS = 1_000;
/** Parts that the last process adds before the long job ends. */
export const LAST_PARTS = 20;

const notHere = async (): Promise<never> => {
  throw new Error("runs in another process");
};
export const countJob = defineJob({ name: "test.count", payload: z.object({ n: z.number() }), maxAttempts, run: notHere });
export const partsJob = defineLongJob({ name: "test.parts", cursor: z.number(), maxAttempts, run: notHere });
