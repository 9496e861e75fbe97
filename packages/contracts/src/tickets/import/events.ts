import { z } from "zod";
import { domainEvent } from "../../kernel/event.ts";
import { id } from "../../kernel/shapes.ts";

export const ticketImportEvents = {
  undone: domainEvent({
    name: "ticket.import_undone",
    entity: "import",
    meaning: "Tickets of an import that nobody had touched were removed.",
    data: {
      tickets: z.number().int(),
      /** Where they waited, and who had them. */
      groupIds: z.array(id),
      personIds: z.array(id),
    },
  }),
} as const;
