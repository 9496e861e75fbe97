import { domainEvent } from "../kernel/event.ts";

export const hotlineEvents = {
  trunkAdded: domainEvent({ name: "trunk.added", entity: "trunk", meaning: "A trunk was added." }),
  trunkDown: domainEvent({ name: "trunk.down", entity: "trunk", meaning: "The trunk does not answer calls any more." }),
  trunkUp: domainEvent({ name: "trunk.up", entity: "trunk", meaning: "The trunk answers again." }),
  added: domainEvent({ name: "hotline.added", entity: "hotline", meaning: "A hotline was added, with its flow." }),
} as const;
