import { domainEvent } from "../kernel/event.ts";

export const hotlineEvents = {
  trunkAdded: domainEvent({ name: "trunk.added", entity: "trunk", meaning: "A trunk was added." }),
  added: domainEvent({ name: "hotline.added", entity: "hotline", meaning: "A hotline was added, with its flow." }),
} as const;
