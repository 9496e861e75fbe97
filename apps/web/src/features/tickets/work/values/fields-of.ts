import { type Bilingual, type FieldValues, type FormField, SYSTEM_FIELDS, type Ticket, type TicketField } from "@cloverdesk/contracts";
import { bySection, NO_SECTION, type Sectioned, visibleFields } from "@cloverdesk/rules/form";
import { fieldOf } from "../../form/text.ts";

export interface ShownField {
  section: Bilingual;
  field: TicketField;
  /** May be changed at the ticket's node by this person. */
  editable: boolean;
  required: boolean;
}
export type Section = Sectioned<ShownField>;

/** The values of a ticket that a form works on, also those that are the ticket's own columns. */
export function valuesOf(ticket: Ticket, codes: Iterable<string>): FieldValues {
  const values: FieldValues = { ...ticket.values };
  for (const code of codes) values[code] = fieldOf(ticket, code);
  return values;
}

/** What an edit of the ticket works on: its fields and its category (by id). */
export const contentOf = (ticket: Ticket): FieldValues => ({ ...valuesOf(ticket, SYSTEM_FIELDS), category: ticket.category?.id ?? null });

/** Whether the person may change a field, or the category, where the ticket stands now. */
export function mayEdit(ticket: Pick<Ticket, "can" | "rights">, code: string): boolean {
  const right = ticket.rights[code];
  return ticket.can.edit && (code === "category" || right === "edit" || right === "required");
}

/**
 * A ticket's fields by the sections of the form it was made with, with the node's rights: hidden ones are left out, those whose conditions do not hold as
 * well. What its form does not know but the ticket has or the node names is told in a section without a name.
 */
export function sectionsOf(ticket: Ticket, fields: readonly TicketField[], form: readonly FormField[], values: FieldValues): Section[] {
  const byCode = new Map(fields.map((field) => [field.code, field]));
  const places: FormField[] = visibleFields(form, values);
  const known = new Set(form.map(({ code }) => code));
  const rest = [...new Set([...Object.keys(ticket.values), ...Object.keys(ticket.rights)])].filter((code) => !known.has(code));
  const shownAt = ({ section, code, required }: Pick<FormField, "section" | "code" | "required">): ShownField[] => {
    const field = byCode.get(code);
    const right = ticket.rights[code] ?? "read";
    if (!field || right === "hidden") return [];
    const editable = mayEdit(ticket, code);
    return [{ section, field, editable, required: editable && (required || right === "required") }];
  };
  return bySection([...places, ...rest.map((code) => ({ section: NO_SECTION, code, required: false }))].flatMap(shownAt));
}
