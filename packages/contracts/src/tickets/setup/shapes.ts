import { z } from "zod";
import { bilingual, bilingualLine, id, moment, personRef } from "../../kernel/shapes.ts";
import { code } from "../../kernel/text.ts";
import { formField } from "../fields/shapes.ts";
import { flowFault, ticketFlow } from "../flow/shapes.ts";

/** A kind of work with its own flow. */
export const ticketType = z.object({
  id,
  code: z.string(),
  name: bilingual,
  active: z.boolean(),
  /** Its tickets are an outbound list: *next task* serves them, at nodes where calling out is allowed. */
  outbound: z.boolean(),
  /** Counts changes of name and use, not of the flow. */
  version: z.number().int(),
  /** Version of the flow that new tickets follow; null until one was published. */
  flowVersion: z.number().int().nullable(),
  hasDraft: z.boolean(),
});
export type TicketType = z.infer<typeof ticketType>;
export const ticketTypeDraft = z.object({
  code: code(/^[a-z][a-z0-9_]{1,39}$/),
  name: bilingualLine(200),
  active: z.boolean().default(true),
  outbound: z.boolean().default(false),
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
