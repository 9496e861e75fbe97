import { type FieldValues, type FormField, SYSTEM_FIELDS, type Ticket } from "@cloverdesk/contracts";
import { isEmpty, visibleFields } from "@cloverdesk/rules/form";
import { fieldOf } from "../../form/text.ts";
import { valuesOf } from "../values/fields-of.ts";

type Action = Ticket["actions"][number];
type Asked = Action["form"][number];

/**
 * What an action asks for: its own form, then what the node requires before the ticket leaves it and the ticket lacks. What is in `begun` is asked for
 * on, whoever fills it in meanwhile.
 */
export function askedBy(ticket: Ticket, action: Action, begun: FieldValues = {}): Asked[] {
  const requires = (code: string): boolean => ticket.rights[code] === "required";
  const own = action.form.map(({ code, required }) => ({ code, required: required || requires(code) }));
  const known = new Set(own.map(({ code }) => code));
  const lacks = Object.keys(ticket.rights).filter(
    (code) => requires(code) && !known.has(code) && (code in begun || isEmpty(fieldOf(ticket, code))),
  );
  return [...own, ...lacks.map((code) => ({ code, required: true }))];
}

/** Those of them that the ticket's form shows with these values: what it hides is neither required nor kept. */
export function shownOf(asked: readonly Asked[], ticket: Ticket, form: readonly FormField[], values: FieldValues): Asked[] {
  const shown = new Set(visibleFields(form, { ...valuesOf(ticket, SYSTEM_FIELDS), ...values }).map(({ code }) => code));
  const placed = new Set(form.map(({ code }) => code));
  return asked.filter(({ code }) => shown.has(code) || !placed.has(code));
}
