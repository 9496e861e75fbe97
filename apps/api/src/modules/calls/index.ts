import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { categoryUses } from "../categories/index.ts";
import { trackSources } from "../customers/index.ts";
import { exportKinds } from "../exports/index.ts";
import { routeCalls } from "./calls.realtime.ts";
import { mountCalls } from "./calls.routes.ts";
import { subscribeCalls } from "./calls.subscribers.ts";
import { callExport } from "./export/call-export.ts";
import { callTrack } from "./queries/track.ts";
import { countByCategory } from "./summary.repo.ts";

export { mayReach as mayReachCall } from "./call.policy.ts";
export { wasAnyCallAnswered } from "./call.repo.ts";
export { viewersOf } from "./contact.repo.ts";
export { dialPurpose } from "./dial-purpose.ts";
export { linkedTickets, ticketNumbers } from "./linked-tickets.ts";
export { callInReach } from "./queries/call-in-reach.ts";
export { savedResult } from "./summary.repo.ts";

/** Call life, legs, records, recordings, summaries. */
export function registerCalls(ctx: AppContext, mount: Mount): void {
  mountCalls(ctx, mount);
  routeCalls(ctx);
  subscribeCalls(ctx);
  categoryUses.provide(ctx, { ...categoryUses.of(ctx), summaries: countByCategory });
  exportKinds.provide(ctx, { ...exportKinds.of(ctx), calls: callExport });
  trackSources.provide(ctx, [...trackSources.of(ctx), callTrack]);
}
