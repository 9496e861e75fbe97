import type { Customer } from "@cloverdesk/contracts";
import type { EditableField } from "./api/customers.ts";

/** A field as text in its input. */
export function toText(customer: Customer, field: EditableField): string {
  const value = customer[field];
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}

/** What was typed as the field's value: tags split at commas of either language, nothing typed is null. */
export function fromText(field: EditableField, text: string): string | string[] | null {
  const trimmed = text.trim();
  if (field !== "tags") return trimmed || (field === "name" ? "" : null);
  const tags = trimmed
    .split(/[,，、]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
  return [...new Set(tags)];
}
