import { settingPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { numbersMasked } from "../customers/index.ts";
import { forgetSettings, settingsOf } from "./kept-settings.ts";

export { type CallerNumber, grantedCallerNumbers } from "./caller-numbers.repo.ts";
export { flowVersion, publishedFlow } from "./flow.repo.ts";
export { findHotlineByNumber, type Hotline, hoursOf, isRecorded, trunkOf } from "./hotline.repo.ts";
export { type Masking, maskingOf, settingsOf } from "./kept-settings.ts";
export { readSettings } from "./settings.repo.ts";
export { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

/** Numbers, number groups, trunks, flows, hours and settings. */
export function registerHotlines(ctx: AppContext, _mount: Mount): void {
  numbersMasked.provide(ctx, async () => (await settingsOf(ctx)).numberMasking);
  ctx.realtime.route(
    (name) => name === "setting.changed",
    async () => {
      forgetSettings(ctx);
      ctx.realtime.toAll(settingPushes.changed, {});
      return [];
    },
  );
}
