import { z } from "zod";
import { domainEvent } from "../../kernel/event.ts";
import { id } from "../../kernel/shapes.ts";

/** Whose the callback is, and was before. */
const whose = { ticketId: id, personIds: z.array(id), groupIds: z.array(id) };

export const callbackEvents = {
  made: domainEvent({ name: "callback.made", entity: "callback", meaning: "A call was promised to a customer.", data: whose }),
  moved: domainEvent({ name: "callback.moved", entity: "callback", meaning: "A callback was moved to another time.", data: whose }),
  handedOver: domainEvent({
    name: "callback.handed_over",
    entity: "callback",
    meaning: "The ticket went to other hands, and its callback with it.",
    data: whose,
  }),
  due: domainEvent({ name: "callback.due", entity: "callback", meaning: "The time of a callback has come.", data: whose }),
  done: domainEvent({
    name: "callback.done",
    entity: "callback",
    meaning: "The customer was called, or reached in another way.",
    data: whose,
  }),
  cancelled: domainEvent({
    name: "callback.cancelled",
    entity: "callback",
    meaning: "A callback was cancelled, by a person or because its ticket is no longer to be called.",
    data: whose,
  }),
} as const;
