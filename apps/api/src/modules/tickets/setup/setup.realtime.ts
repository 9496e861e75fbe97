import { ticketSetupEvents, ticketSetupPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { forgetSetup } from "./setup.ts";

/** `ticket_setup.changed` → every page. This process also drops the setup that it keeps in memory. */
export function routeSetup(ctx: AppContext): void {
  ctx.realtime.route(ticketSetupEvents, async () => {
    forgetSetup(ctx);
    ctx.realtime.toAll(ticketSetupPushes.changed, {});
    return [];
  });
}
