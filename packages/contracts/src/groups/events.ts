import { z } from "zod";
import { domainEvent } from "../kernel/event.ts";
import { id } from "../kernel/shapes.ts";

export const groupEvents = {
  added: domainEvent({
    name: "skill_group.added",
    entity: "skill_group",
    meaning: "A skill group was added, with its first members.",
    data: { memberIds: z.array(id) },
  }),
} as const;
