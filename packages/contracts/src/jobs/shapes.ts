import { z } from "zod";
import { bilingual, id, moment } from "../kernel/shapes.ts";

/** A job that used up its attempts. It stays until somebody tries it again or discards it. */
export const failedJob = z.object({
  /** Of the request, the same in every attempt. */
  id,
  kind: z.object({ name: z.string(), title: bilingual }),
  /** What it was asked for: a person's name, the title of a file. Null when the kind has only one purpose. */
  subject: z.string().nullable(),
  /** `detail` is the text of the last error, without what is personal; null when the title says everything. */
  reason: z.object({ code: z.string(), title: bilingual, detail: z.string().nullable() }),
  attempts: z.number().int(),
  /** End of the last attempt. */
  failedAt: moment,
  can: z.object({ retry: z.boolean() }),
});
export type FailedJob = z.infer<typeof failedJob>;

/** One value that a job was given. `name` is its path, `order.lines.0`; what is personal or secret is only hinted at. */
export const jobValue = z.object({ name: z.string(), value: z.string(), masked: z.boolean() });
export type JobValue = z.infer<typeof jobValue>;
