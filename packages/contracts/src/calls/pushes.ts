import { z } from "zod";
import { pushEvent } from "../kernel/push.ts";
import { id } from "../kernel/shapes.ts";
import { contact, summary } from "./shapes.ts";

export const callPushes = {
  /** To the agent the call concerns. A call that is no longer theirs comes once more, so that the page can take it away. */
  changed: pushEvent("call.changed", contact),
  removed: pushEvent("call.removed", z.object({ id })),
  /** To the agent of the call and to whoever did it: a ticket was made of the call, or linked to it. */
  ticketLinked: pushEvent("call.ticket_linked", z.object({ callId: id, ticketId: id })),
  summaryChanged: pushEvent("call.summary_changed", summary),
} as const;
