import { automationEvents, automationPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { everywhereRoom, push } from "../../platform/realtime/realtime.ts";

/** `automation.*` → pages of people who may edit automatic tasks. */
export function routeAutomation(ctx: AppContext): void {
  ctx.realtime.route(automationEvents, async () => [push(everywhereRoom("automation.edit"), automationPushes.changed, {})]);
}
