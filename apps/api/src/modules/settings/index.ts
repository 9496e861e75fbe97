import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { routeSettings } from "./settings.realtime.ts";

export { forgetSettings, type Masking, maskingOf, settingsOf } from "./kept-settings.ts";
export { firstSetting, readSettings } from "./settings.repo.ts";
export { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

/** What operations staff set for the whole enterprise (B4). */
export function registerSettings(ctx: AppContext, _mount: Mount): void {
  routeSettings(ctx);
}
