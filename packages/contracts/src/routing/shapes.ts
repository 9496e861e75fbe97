import { z } from "zod";
import { bilingual, id, moment } from "../kernel/shapes.ts";

/** Callers waiting in one skill group now. */
export const queueCount = z.object({ skillGroupId: id, name: bilingual, waiting: z.number().int(), longestSince: moment.nullable() });
export type QueueCount = z.infer<typeof queueCount>;
