import type { Contact } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { maskingOf } from "../../settings/index.ts";
import { presentContact } from "../contact.presenter.ts";
import { contactRows } from "../contact.repo.ts";

/** The call as this person sees it; null when they have no part in it. */
export async function loadContact(ctx: AppContext, callId: string, personId: string): Promise<Contact | null> {
  return (await loadContacts(ctx, [callId], personId))[0] ?? null;
}

/** The person's contacts in the order of `callIds`. */
export async function loadContacts(ctx: AppContext, callIds: string[], personId: string): Promise<Contact[]> {
  if (callIds.length === 0) return [];
  const [rows, masking] = await Promise.all([contactRows(ctx.db.prisma, callIds, personId), maskingOf(ctx)]);
  return callIds.flatMap((id) => {
    const row = rows.find((each) => each.id === id);
    return row ? [presentContact(row, masking)] : [];
  });
}
