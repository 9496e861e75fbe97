import { z } from "zod";
import { endpoint } from "./kernel/endpoint.ts";
import { pushEvent } from "./kernel/push.ts";
import { bilingual, id, moment, personRef } from "./kernel/shapes.ts";
import { fieldCode, fieldDraft, formField, templateDraft, ticketField, ticketTemplate } from "./tickets-fields.ts";
import { flowFault, ticketFlow } from "./tickets-flow.ts";

/** A kind of work with its own flow. */
export const ticketType = z.object({
  id,
  code: z.string(),
  name: bilingual,
  active: z.boolean(),
  /** Counts changes of name and use, not of the flow. */
  version: z.number().int(),
  /** Version of the flow that new tickets follow; null until one was published. */
  flowVersion: z.number().int().nullable(),
  hasDraft: z.boolean(),
});
export type TicketType = z.infer<typeof ticketType>;
export const ticketTypeDraft = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
  name: bilingual,
  active: z.boolean().default(true),
});

/** A type's flow in one version; the draft has the number after the last published one. */
export const flowVersion = z.object({
  typeId: id,
  version: z.number().int(),
  state: z.enum(["draft", "published"]),
  /** Changes with every save: what a change is based on. */
  revision: id,
  flow: ticketFlow,
  faults: z.array(flowFault),
  publishedAt: moment.nullable(),
  updatedAt: moment,
  /** Who saved the draft last, or published the version. */
  updatedBy: personRef.nullable(),
  /** Tickets still open on this version. */
  openTickets: z.number().int(),
});
export type FlowVersion = z.infer<typeof flowVersion>;

/** One version of a template as it was saved. */
export const templateVersion = z.object({
  version: z.number().int(),
  name: bilingual,
  fields: z.array(formField),
  savedAt: moment,
  /** Null: the demo or a migration made it. */
  savedBy: personRef.nullable(),
});
export type TemplateVersion = z.infer<typeof templateVersion>;

/** The whole of a list in its new order. */
const order = z.object({ ids: z.array(id).max(500) });
const typeId = z.object({ typeId: id });
const templateId = z.object({ templateId: id });

export const ticketSetupEndpoints = {
  setup: endpoint({
    id: "tickets.setup",
    method: "GET",
    path: "/api/tickets/setup",
    permission: "tickets.read",
    summary: "What tickets are made of: fields, types, their nodes, templates in force, skill groups and people to choose from",
    output: z.object({
      fields: z.array(ticketField),
      types: z.array(ticketType),
      templates: z.array(ticketTemplate),
      /** Where tickets of each type can be, in the order of its flow: nodes of every published version, as the newest names them. */
      nodes: z.array(z.object({ typeId: id, code: z.string(), name: bilingual })),
      groups: z.array(z.object({ id, name: bilingual })),
      people: z.array(z.object({ id, name: z.string(), groupIds: z.array(id) })),
    }),
  }),
  saveField: endpoint({
    id: "tickets.saveField",
    method: "PUT",
    path: "/api/tickets/fields/:code",
    permission: "tickets.configure",
    summary: "Make or change a field; `version` is the one the change is based on, 0 for a new field",
    params: z.object({ code: fieldCode }),
    body: fieldDraft.extend({ version: z.number().int().min(0), active: z.boolean().default(true) }),
    output: ticketField,
    errors: [
      "tickets.setup_conflict",
      "tickets.code_taken",
      "tickets.field_fixed",
      "tickets.field_in_use",
      "tickets.option_in_use",
      "tickets.field_faulty",
    ],
  }),
  removeField: endpoint({
    id: "tickets.removeField",
    method: "DELETE",
    path: "/api/tickets/fields/:code",
    permission: "tickets.configure",
    summary: "Delete a field that no template, flow, view or ticket uses",
    params: z.object({ code: fieldCode }),
    output: z.void(),
    errors: ["tickets.field_fixed", "tickets.field_in_use", "tickets.field_unknown"],
  }),
  saveType: endpoint({
    id: "tickets.saveType",
    method: "PUT",
    path: "/api/tickets/types/:typeId",
    permission: "tickets.configure",
    summary: "Make or change a ticket type; its id is chosen by the page, `version` is the one the change is based on, 0 for a new type",
    params: typeId,
    body: ticketTypeDraft.extend({ version: z.number().int().min(0) }),
    output: ticketType,
    errors: ["tickets.setup_conflict", "tickets.code_taken"],
  }),
  orderTypes: endpoint({
    id: "tickets.orderTypes",
    method: "PUT",
    path: "/api/tickets/setup/types/order",
    permission: "tickets.configure",
    summary: "Put all ticket types into an order; refused when they are no longer these",
    body: order,
    output: z.void(),
    errors: ["tickets.setup_conflict"],
  }),
  flow: endpoint({
    id: "tickets.flow",
    method: "GET",
    path: "/api/tickets/types/:typeId/flow",
    permission: "tickets.read",
    summary: "A type's flow: the draft when there is one (or the version asked for), with what is wrong with it",
    params: typeId,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    output: flowVersion,
    errors: ["tickets.type_unknown"],
  }),
  saveFlow: endpoint({
    id: "tickets.saveFlow",
    method: "PUT",
    path: "/api/tickets/types/:typeId/flow",
    permission: "tickets.configure",
    summary: "Keep the draft of a type's flow; `base` is the revision that the page loaded, null where there was none",
    params: typeId,
    body: z.object({ flow: ticketFlow, base: id.nullable() }),
    output: flowVersion,
    errors: ["tickets.type_unknown", "tickets.setup_conflict"],
  }),
  discardFlow: endpoint({
    id: "tickets.discardFlow",
    method: "POST",
    path: "/api/tickets/types/:typeId/flow/discard",
    permission: "tickets.configure",
    summary: "Throw the draft away: the version in force is the latest again, a type without one begins anew",
    params: typeId,
    body: z.object({ base: id }),
    output: flowVersion,
    errors: ["tickets.type_unknown", "tickets.no_draft", "tickets.setup_conflict"],
  }),
  flowVersions: endpoint({
    id: "tickets.flowVersions",
    method: "GET",
    path: "/api/tickets/types/:typeId/flow/versions",
    permission: "tickets.configure",
    summary: "All versions of a type's flow, the newest first",
    params: typeId,
    output: z.object({
      items: z.array(flowVersion.omit({ typeId: true, flow: true, faults: true, revision: true }).extend({ nodes: z.number().int() })),
    }),
    errors: ["tickets.type_unknown"],
  }),
  publishFlow: endpoint({
    id: "tickets.publishFlow",
    method: "POST",
    path: "/api/tickets/types/:typeId/flow/publish",
    permission: "tickets.configure",
    summary: "Publish the draft as it was in revision `base`: new tickets follow it, open ones stay on their version",
    params: typeId,
    body: z.object({ base: id }),
    output: flowVersion,
    errors: ["tickets.type_unknown", "tickets.flow_faulty", "tickets.no_draft", "tickets.setup_conflict"],
  }),
  saveTemplate: endpoint({
    id: "tickets.saveTemplate",
    method: "PUT",
    path: "/api/tickets/templates/:templateId",
    permission: "tickets.configure",
    summary: "Make a template or its next version; old tickets keep the version they were made with",
    params: templateId,
    body: templateDraft.extend({ typeId: id, version: z.number().int().min(0) }),
    output: ticketTemplate,
    errors: ["tickets.type_unknown", "tickets.field_unknown", "tickets.template_faulty", "tickets.setup_conflict"],
  }),
  switchTemplate: endpoint({
    id: "tickets.switchTemplate",
    method: "PUT",
    path: "/api/tickets/templates/:templateId/active",
    permission: "tickets.configure",
    summary: "Offer a template for new tickets, or no longer; makes no new version",
    params: templateId,
    body: z.object({ active: z.boolean(), version: z.number().int().min(1) }),
    output: ticketTemplate,
    errors: ["tickets.template_unknown", "tickets.setup_conflict"],
  }),
  orderTemplates: endpoint({
    id: "tickets.orderTemplates",
    method: "PUT",
    path: "/api/tickets/types/:typeId/templates/order",
    permission: "tickets.configure",
    summary: "Put all templates of a type into an order; refused when they are no longer these",
    params: typeId,
    body: order,
    output: z.void(),
    errors: ["tickets.setup_conflict"],
  }),
  templateForm: endpoint({
    id: "tickets.templateForm",
    method: "GET",
    path: "/api/tickets/templates/:templateId/versions/:version",
    permission: "tickets.read",
    summary: "The form of a template in one version, which never changes: what older tickets are shown by",
    params: templateId.extend({ version: z.coerce.number().int().min(1) }),
    output: z.object({ fields: z.array(formField) }),
    errors: ["tickets.template_unknown"],
  }),
  templateVersions: endpoint({
    id: "tickets.templateVersions",
    method: "GET",
    path: "/api/tickets/templates/:templateId/versions",
    permission: "tickets.configure",
    summary: "Every version of a template, newest first",
    params: templateId,
    output: z.object({ items: z.array(templateVersion) }),
    errors: ["tickets.template_unknown"],
  }),
} as const;

export const ticketSetupPushes = {
  /** To everybody: fields, types, templates or flows are not what they were. Whoever shows them fetches them again. */
  changed: pushEvent("ticket_setup.changed", z.object({})),
} as const;
