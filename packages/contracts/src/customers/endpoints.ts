import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { queryCount, version } from "../kernel/numbers.ts";
import { cursor } from "../kernel/paging.ts";
import { id } from "../kernel/shapes.ts";
import { line } from "../kernel/text.ts";
import { customer, customerFields, foundCustomer, trackItem } from "./shapes.ts";

const customerId = z.object({ customerId: id });
export const customerEndpoints = {
  search: endpoint({
    id: "customers.search",
    method: "GET",
    path: "/api/customers",
    permission: "customers.read",
    summary: "Customers by a part of their name (two characters) or of a number (four digits), by name; `more` when there are others",
    query: z.object({ text: line(100), limit: queryCount.min(1).max(50).default(10) }),
    output: z.object({ items: z.array(foundCustomer), more: z.boolean() }),
  }),
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
    body: customerFields.partial().extend({ version }),
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
    query: z.object({ cursor: cursor.optional(), limit: queryCount.min(1).max(100).default(20) }),
    output: z.object({ items: z.array(trackItem), nextCursor: z.string().nullable() }),
    errors: ["customers.not_found"],
  }),
} as const;
