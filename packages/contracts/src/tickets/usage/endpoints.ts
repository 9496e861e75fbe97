import { z } from "zod";
import { endpoint } from "../../kernel/endpoint.ts";
import { text } from "../../kernel/text.ts";
import { fieldCode } from "../fields/shapes.ts";
import { fieldUsage, fieldUse, setupChange, setupEntity } from "./shapes.ts";

export const ticketUsageEndpoints = {
  fieldUses: endpoint({
    id: "tickets.fieldUses",
    method: "GET",
    path: "/api/tickets/setup/field-uses",
    permission: "tickets.configure",
    summary: "How much each field of the library is used",
    output: z.object({ items: z.array(fieldUse) }),
  }),
  fieldUsage: endpoint({
    id: "tickets.fieldUsage",
    method: "GET",
    path: "/api/tickets/fields/:code/usage",
    permission: "tickets.configure",
    summary: "Where a field is used, by name",
    params: z.object({ code: fieldCode }),
    output: fieldUsage,
    errors: ["tickets.field_unknown"],
  }),
  setupChanges: endpoint({
    id: "tickets.setupChanges",
    method: "GET",
    path: "/api/tickets/setup/changes",
    permission: "tickets.configure",
    summary: "Who changed a setting last, newest first, at most twenty",
    query: z.object({ entity: setupEntity, entityId: text(60) }),
    output: z.object({ items: z.array(setupChange) }),
  }),
} as const;
