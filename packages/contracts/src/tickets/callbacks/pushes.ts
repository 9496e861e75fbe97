import { z } from "zod";
import { pushEvent } from "../../kernel/push.ts";
import { callbackList } from "./shapes.ts";

export const callbackPushes = {
  /** To the person, and to members of the group: this list of callbacks is to be fetched again. */
  changed: pushEvent("callback.changed", z.object({ list: callbackList })),
} as const;
