import type { FieldValue, FieldValues, Ticket } from "@cloverdesk/contracts";
import { useEffect } from "react";
import { useUploads } from "../../files/uploads.ts";
import { afterSaving, broughtUp, decided, type Edit, editOf, isChanged, withValue } from "../../form/edit.ts";
import { useKept } from "../kept.ts";
import { contentOf } from "./fields-of.ts";

/** An edit of a ticket's fields: kept from the first change on, brought up to each newer version of the ticket. */
export function useFieldsEdit(ticket: Ticket) {
  const name = `ticket-edit.${ticket.id}`;
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
  return {
    ...(kept ?? fresh),
    typed: kept !== null,
    uploads,
    set: (code: string, value: FieldValue) => change((old) => withValue(old, code, value)),
    decide: (code: string, whose: "mine" | "theirs") => change((old) => decided(old, code, whose)),
    saved: (sent: FieldValues, now: Ticket) => change((old) => afterSaving(old, sent, now.version, contentOf(now))),
    drop: () => {
      uploads.cancel();
      keep(() => null);
    },
  };
}
export type FieldsEdit = ReturnType<typeof useFieldsEdit>;
