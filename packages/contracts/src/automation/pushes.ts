import { z } from "zod";
import { pushEvent } from "../kernel/push.ts";

export const automationPushes = {
  /** To pages of people who may edit automatic tasks: the list is asked for again. */
  changed: pushEvent("automation.changed", z.object({})),
} as const;
