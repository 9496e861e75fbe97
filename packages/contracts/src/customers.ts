import { z } from "zod";
import { endpoint } from "./kernel/endpoint.ts";
import { pushEvent } from "./kernel/push.ts";
import { bilingual, id, moment } from "./kernel/shapes.ts";
import { ticketMention } from "./tickets-mention.ts";

export const customerFields = z.object({
  name: z.string().trim().min(1).max(100),
  level: z.string().max(40).nullable(),
  tags: z.array(z.string().max(40)).max(20),
  email: z.email().max(200).nullable(),
  company: z.string().max(200).nullable(),
  address: z.string().max(400).nullable(),
  note: z.string().max(4000).nullable(),
});
export const customer = customerFields.extend({
  id,
  version: z.number().int(),
  phones: z.array(z.string()),
  createdAt: moment,
  can: z.object({ edit: z.boolean() }),
});
export type Customer = z.infer<typeof customer>;

const trackCall = z.object({
  kind: z.literal("call"),
  id,
  at: moment,
  title: bilingual,
  direction: z.enum(["inbound", "outbound"]),
  agentName: z.string().nullable(),
  hotlineName: bilingual.nullable(),
  talkMs: z.number().int(),
  result: z.string().nullable(),
  summary: z.string().nullable(),
  hasRecording: z.boolean(),
});
const trackTicket = ticketMention.extend({ kind: z.literal("ticket"), at: moment });
/** One line of the customer's service track, newest first: a call with its summary, a ticket. */
export const trackItem = z.discriminatedUnion("kind", [trackCall, trackTicket]);
export type TrackItem = z.infer<typeof trackItem>;

const customerId = z.object({ customerId: id });
export const customerEndpoints = {
  get: endpoint({
    id: "customers.get",
    method: "GET",
    path: "/api/customers/:customerId",
    permission: "customers.read",
    summary: "A customer's profile",
    params: customerId,
    output: customer,
    errors: ["customers.not_found"],
  }),
  update: endpoint({
    id: "customers.update",
    method: "PATCH",
    path: "/api/customers/:customerId",
    permission: "customers.edit",
    summary: "Change a customer's profile; `version` is the one the change is based on",
    params: customerId,
    body: customerFields.partial().extend({ version: z.number().int() }),
    output: customer,
    errors: ["customers.not_found", "customers.conflict"],
  }),
  track: endpoint({
    id: "customers.track",
    method: "GET",
    path: "/api/customers/:customerId/track",
    permission: "customers.read",
    summary: "The customer's service track, newest first",
    params: customerId,
    query: z.object({ cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
    output: z.object({ items: z.array(trackItem), nextCursor: z.string().nullable() }),
    errors: ["customers.not_found"],
  }),
} as const;

export const customerPushes = {
  /** To people who are in a call with the customer, or did it: something is new in the service track. */
  trackChanged: pushEvent("customer.track_changed", z.object({ customerId: id })),
} as const;
