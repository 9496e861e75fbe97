import { z } from "zod";
import { domainEvent } from "../kernel/event.ts";
import { customerFields } from "./shapes.ts";

export const customerEvents = {
  changed: domainEvent({
    name: "customer.changed",
    entity: "customer",
    meaning: "Fields of the customer's profile changed.",
    data: { fields: z.array(customerFields.keyof()) },
  }),
} as const;
