import { z } from "zod";
import { pushEvent } from "../kernel/push.ts";
import { id } from "../kernel/shapes.ts";
import { contact } from "./shapes.ts";
import { summary } from "./summaries.ts";

export const callPushes = {
  /** To each person who has a part in the call, as they see it. */
  changed: pushEvent("call.changed", contact),
  /** To the person at whom the call no longer rings. */
  removed: pushEvent("call.removed", z.object({ id })),
  /** To the agent of the call and to whoever did it: a ticket was made of the call, or linked to it. */
  ticketLinked: pushEvent("call.ticket_linked", z.object({ callId: id, ticketId: id })),
  summaryChanged: pushEvent("call.summary_changed", summary),
} as const;
