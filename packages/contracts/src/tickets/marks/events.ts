import { domainEvent } from "../../kernel/event.ts";
import { id } from "../../kernel/shapes.ts";

export const ticketMarkEvents = {
  changed: domainEvent({
    name: "ticket_mark.changed",
    entity: "ticket_mark",
    meaning: "A person changed their own flag or reminder on the ticket, or the reminder fired.",
    data: { personId: id },
  }),
} as const;
