import { z } from "zod";
import { domainEvent } from "../../kernel/event.ts";
import { id } from "../../kernel/shapes.ts";

/** `shared`: others than the owner have it in their list, or had it before. */
const data = { ownerId: id, shared: z.boolean() };

export const ticketViewEvents = {
  saved: domainEvent({ name: "ticket_view.saved", entity: "ticket_view", meaning: "A person made or changed a saved view.", data }),
  removed: domainEvent({ name: "ticket_view.removed", entity: "ticket_view", meaning: "A person deleted a saved view.", data }),
} as const;
