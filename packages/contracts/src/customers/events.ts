import { z } from "zod";
import { domainEvent } from "../kernel/event.ts";
import { customerFields } from "./shapes.ts";

export const customerEvents = {
  created: domainEvent({ name: "customer.created", entity: "customer", meaning: "A new customer was created." }),
  numberAdded: domainEvent({
    name: "customer.number_added",
    entity: "customer",
    meaning: "A telephone number was linked to the customer; callers with it are this customer from now on.",
  }),
  changed: domainEvent({
    name: "customer.changed",
    entity: "customer",
    meaning: "Fields of the customer's profile changed.",
    data: { fields: z.array(customerFields.keyof()) },
  }),
} as const;
