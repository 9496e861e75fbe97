import { z } from "zod";
import { bilingual, id, moment, personRef } from "../../kernel/shapes.ts";
import { fieldCode } from "../fields/shapes.ts";

/** Tickets that hold a value, counted among the newest ones; `more`: there are tickets that were not looked at, or the count stopped. */
export const ticketCount = z.object({ count: z.number().int(), more: z.boolean() });
export type TicketCount = z.infer<typeof ticketCount>;

/** Where a field is used now, as figures: templates in force, flows in force or drafted, saved views, automatic tasks, tickets. */
export const fieldUse = z.object({
  code: fieldCode,
  templates: z.number().int(),
  flows: z.number().int(),
  views: z.number().int(),
  rules: z.number().int(),
  tickets: ticketCount,
});
export type FieldUse = z.infer<typeof fieldUse>;

/** Where a field is used, by name; older versions too, since old tickets are still shown by them. */
export const fieldUsage = z.object({
  /** `inForce`: the version in force asks for it; otherwise only older versions do. */
  templates: z.array(z.object({ id, typeId: id, name: bilingual, inForce: z.boolean(), active: z.boolean() })),
  /** `nodes` and `actions` that name it, in the newest version that does. */
  flows: z.array(
    z.object({
      typeId: id,
      typeName: bilingual,
      version: z.number().int(),
      state: z.enum(["draft", "in_force", "older"]),
      nodes: z.array(bilingual),
      actions: z.array(bilingual),
    }),
  ),
  /** Saved views that filter, sort or show it: shared ones by name, private ones only counted. */
  views: z.object({ shared: z.array(z.string()), private: z.number().int() }),
  /** Names of automatic tasks that name it. */
  rules: z.array(z.string()),
  tickets: ticketCount,
});
export type FieldUsage = z.infer<typeof fieldUsage>;

export const setupEntity = z.enum(["ticket_field", "ticket_type", "ticket_template", "category"]);
export type SetupEntity = z.infer<typeof setupEntity>;
/** One saved change of a setting: who and when. */
export const setupChange = z.object({ at: moment, by: personRef.nullable(), verb: z.string() });
export type SetupChange = z.infer<typeof setupChange>;
