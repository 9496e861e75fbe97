import { settingEvents, settingPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { forgetSettings } from "./kept-settings.ts";

/** `setting.changed` → every page. This process also drops the settings that it keeps in memory. */
export function routeSettings(ctx: AppContext): void {
  ctx.realtime.route(settingEvents, async () => {
    forgetSettings(ctx);
    ctx.realtime.toAll(settingPushes.changed, {});
    return [];
  });
}
