import type { Contact } from "@cloverdesk/contracts";
import type { SqlReader } from "../../../platform/db/client.ts";
import { maskingFor } from "../../hotlines/index.ts";
import { presentContact } from "../contact.presenter.ts";
import { contactRows } from "../contact.repo.ts";

/** One contact as its agent (or former agent) sees it. */
export async function loadContact(reader: SqlReader, callId: string, personId: string): Promise<Contact | null> {
  return (await loadContacts(reader, [callId], personId))[0] ?? null;
}

/** Contacts in the order of `callIds`. */
export async function loadContacts(reader: SqlReader, callIds: string[], personId: string): Promise<Contact[]> {
  if (callIds.length === 0) return [];
  const [rows, masking] = await Promise.all([contactRows(reader, callIds), maskingFor(reader)]);
  return callIds.flatMap((id) => {
    const row = rows.find((each) => each.id === id);
    return row ? [presentContact(row, personId, masking)] : [];
  });
}
