import type { FieldValue, FieldValues, Ticket } from "@cloverdesk/contracts";
import { useEffect } from "react";
import { decidedField, useKept } from "../../../../shared/versioned/index.ts";
import { useUploads } from "../../files/uploads.ts";
import { afterSaving, broughtUp, conflictsOf, type Edit, editOf, isChanged, withValue } from "../../form/edit.ts";
import { contentOf } from "./fields-of.ts";

/** An edit of a ticket's fields: kept from the first change on, brought up to each newer version of the ticket. */
export function useFieldsEdit(ticket: Ticket) {
  const name = `ticket-fields.${ticket.id}`;
  const [kept, keep] = useKept<Edit>(name);
  const uploads = useUploads(name);
  const fresh = editOf(ticket.version, contentOf(ticket));
  /** Nothing is kept of an edit that changes nothing. */
  const change = (step: (edit: Edit) => Edit) =>
    keep((old) => {
      const next = step(old ?? fresh);
      return isChanged(next) ? next : null;
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version is what matters
  useEffect(() => change((old) => broughtUp(old, ticket.version, contentOf(ticket))), [ticket.version]);
  const edit = kept ?? fresh;
  return {
    before: edit.base.value,
    values: edit.value,
    conflicts: conflictsOf(edit),
    typed: kept !== null,
    uploads,
    set: (code: string, value: FieldValue) => change((old) => withValue(old, code, value)),
    decide: (code: string, whose: "mine" | "theirs") => change((old) => decidedField(old, code, whose)),
    saved: (sent: FieldValues, now: Ticket) => change((old) => afterSaving(old, sent, now.version, contentOf(now))),
    drop: () => {
      uploads.cancel();
      keep(() => null);
    },
  };
}
export type FieldsEdit = ReturnType<typeof useFieldsEdit>;
