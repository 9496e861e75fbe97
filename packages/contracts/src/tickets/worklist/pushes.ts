import { pushEvent } from "../../kernel/push.ts";
import { worklist } from "./shapes.ts";

export const worklistPushes = {
  /** To the person: their task in hand is another one, or none. */
  changed: pushEvent("worklist.changed", worklist),
} as const;
