import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { trackSources } from "../customers/index.ts";
import { routeCalls } from "./calls.realtime.ts";
import { mountCalls } from "./calls.routes.ts";
import { subscribeCalls } from "./calls.subscribers.ts";
import { callTrack } from "./queries/track.ts";

export { mayReach as mayReachCall } from "./call.policy.ts";
export { dialPurpose } from "./dial-purpose.ts";
export { linkedTickets } from "./linked-tickets.ts";

/** Call life, legs, records, recordings, summaries. */
export function registerCalls(ctx: AppContext, mount: Mount): void {
  mountCalls(ctx, mount);
  routeCalls(ctx);
  subscribeCalls(ctx);
  trackSources.provide(ctx, [...trackSources.of(ctx), callTrack]);
}
