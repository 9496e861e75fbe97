import { z } from "zod";
import { domainEvent } from "../kernel/event.ts";
import { id } from "../kernel/shapes.ts";

export const notificationEvents = {
  added: domainEvent({
    name: "notification.added",
    entity: "notification",
    meaning: "A person has a new notification.",
    data: { personId: id },
  }),
  read: domainEvent({
    name: "notification.read",
    entity: "person",
    meaning: "The person read these notifications (the first 1,000).",
    data: { ids: z.array(id).max(1_000) },
  }),
} as const;
