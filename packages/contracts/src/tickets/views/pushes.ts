import { z } from "zod";
import { pushEvent } from "../../kernel/push.ts";

export const ticketViewPushes = {
  /** To the owner's pages, of a shared view to every page: saved views changed. Pages that show them fetch them again. */
  changed: pushEvent("ticket_view.changed", z.object({})),
} as const;
