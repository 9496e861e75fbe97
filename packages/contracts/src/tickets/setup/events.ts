import { domainEvent } from "../../kernel/event.ts";

export const ticketSetupEvents = {
  changed: domainEvent({
    name: "ticket_setup.changed",
    entity: "ticket_setup",
    meaning: "Fields, types, templates or flows changed; `entityId` is random, because the setup is one.",
  }),
} as const;
