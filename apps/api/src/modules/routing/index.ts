import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { memberships as membershipsPort } from "../identity/index.ts";
import { membershipsOf } from "./groups.repo.ts";
import { registerRoutingRealtime } from "./routing.realtime.ts";
import { mountRouting } from "./routing.routes.ts";

export { coalescer } from "./coalesce.ts";
export { nextMatches } from "./commands/next-matches.ts";
export { enqueue, leaveQueue, markOffered, returnToQueue } from "./commands/queue.ts";
export { COUNTING_ZONE, isAnyServable, readStanding, type Standing } from "./distribution.repo.ts";
export { groupIdsOf, groupNames, memberships } from "./groups.repo.ts";
export type { Match } from "./pair-up.ts";
export { overdueEntries, positionOf, queueCounts, queueEntry } from "./queries/queues.ts";
export type { QueueEntry } from "./queue.repo.ts";

/** Skill groups, queues and distribution (C3). */
export function registerRouting(ctx: AppContext, mount: Mount): void {
  membershipsPort.provide(ctx, membershipsOf);
  mountRouting(ctx, mount);
  registerRoutingRealtime(ctx);
}
