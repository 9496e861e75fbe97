import { domainEvent } from "../../kernel/event.ts";
import { id } from "../../kernel/shapes.ts";

export const worklistEvents = {
  changed: domainEvent({
    name: "worklist.changed",
    entity: "person",
    meaning: "The ticket became the task that the person has in hand, or is no longer.",
    data: { ticketId: id },
  }),
} as const;
