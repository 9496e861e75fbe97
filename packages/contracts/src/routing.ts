import { z } from "zod";
import { endpoint } from "./kernel/endpoint.ts";
import { pushEvent } from "./kernel/push.ts";
import { bilingual, id, moment } from "./kernel/shapes.ts";

/** Callers waiting in one skill group now. */
export const queueCount = z.object({ skillGroupId: id, name: bilingual, waiting: z.number().int(), longestSince: moment.nullable() });
export type QueueCount = z.infer<typeof queueCount>;

export const routingEndpoints = {
  queues: endpoint({
    id: "routing.queues",
    method: "GET",
    path: "/api/queues",
    permission: "queues.read",
    summary: "Waiting callers in my skill groups",
    output: z.object({ items: z.array(queueCount) }),
  }),
} as const;
export const routingPushes = {
  /** To the members of the group, at most twice a second per group. */
  waiting: pushEvent("queue.waiting_changed", queueCount),
} as const;
