import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { queueCount } from "./shapes.ts";

export const routingEndpoints = {
  queues: endpoint({
    id: "routing.queues",
    method: "GET",
    path: "/api/queues",
    permission: "queues.read",
    summary: "Waiting callers in my skill groups; with the scope *all* in every group that takes calls",
    output: z.object({ items: z.array(queueCount) }),
  }),
} as const;
