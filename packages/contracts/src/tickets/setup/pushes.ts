import { z } from "zod";
import { pushEvent } from "../../kernel/push.ts";

export const ticketSetupPushes = {
  /** To everybody: fields, types, templates or flows are not what they were. Whoever shows them fetches them again. */
  changed: pushEvent("ticket_setup.changed", z.object({})),
} as const;
