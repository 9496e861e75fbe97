import { domainEvent } from "../kernel/event.ts";

export const categoryEvents = {
  changed: domainEvent({ name: "category.changed", entity: "category", meaning: "A category was made, changed or moved." }),
} as const;
