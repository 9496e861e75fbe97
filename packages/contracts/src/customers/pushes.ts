import { z } from "zod";
import { pushEvent } from "../kernel/push.ts";
import { id } from "../kernel/shapes.ts";

export const customerPushes = {
  /** To people who are in a call with the customer, or did it: something is new in the service track. */
  trackChanged: pushEvent("customer.track_changed", z.object({ customerId: id })),
} as const;
