import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { registerRoutingRealtime } from "./routing.realtime.ts";
import { mountRouting } from "./routing.routes.ts";

export { nextMatches } from "./commands/next-matches.ts";
export { enqueue, enqueueFirst, leaveQueue, markOffered, returnToQueue } from "./commands/queue.ts";
export {
  type GroupLoad,
  isAnyOnDuty,
  isAnyServable,
  readGroupLoads,
  readRoutable,
  readStanding,
  type Standing,
} from "./distribution.repo.ts";
export type { Match } from "./pair-up.ts";
export { overdueEntries, positionOf, queueCounts, queueEntry } from "./queries/queues.ts";
export type { QueueEntry } from "./queue.repo.ts";

/** Queues and distribution (C3). */
export function registerRouting(ctx: AppContext, mount: Mount): void {
  mountRouting(ctx, mount);
  registerRoutingRealtime(ctx);
}
