import { pushEvent } from "../kernel/push.ts";
import { queueCount } from "./shapes.ts";

export const routingPushes = {
  /** To the members of the group and to those who see all queues, at most twice a second per group. */
  waiting: pushEvent("queue.waiting_changed", queueCount),
} as const;
