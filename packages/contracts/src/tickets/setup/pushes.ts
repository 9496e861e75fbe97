import { z } from "zod";
import { pushEvent } from "../../kernel/push.ts";

export const ticketSetupPushes = {
  /** To every page: fields, types, templates or flows changed. Pages that show them fetch them again. */
  changed: pushEvent("ticket_setup.changed", z.object({})),
} as const;
