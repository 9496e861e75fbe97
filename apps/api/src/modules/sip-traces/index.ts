import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { mountSipTraces } from "./sip-traces.routes.ts";

/** What voice keeps of the signalling, for those who may see it. */
export function registerSipTraces(ctx: AppContext, mount: Mount): void {
  mountSipTraces(ctx, mount);
}
