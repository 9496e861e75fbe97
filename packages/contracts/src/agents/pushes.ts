import { pushEvent } from "../kernel/push.ts";
import { myAgent } from "./shapes.ts";

export const agentPushes = {
  /** To the person's own pages. */
  changed: pushEvent("agent.changed", myAgent),
} as const;
