import { z } from "zod";
import { pushEvent } from "../kernel/push.ts";

export const settingPushes = {
  /** To everybody: settings that govern pages are to be asked for again. */
  changed: pushEvent("setting.changed", z.object({})),
} as const;
