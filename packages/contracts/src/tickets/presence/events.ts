import { domainEvent } from "../../kernel/event.ts";

export const ticketPresenceEvents = {
  changed: domainEvent({
    name: "ticket_presence.changed",
    entity: "ticket_presence",
    meaning: "Other people have the ticket open, or began or stopped to edit it.",
  }),
} as const;
