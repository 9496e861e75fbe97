import type { Contact } from "@cloverdesk/contracts";
import { create } from "zustand";
import type { Contacts } from "./api/contacts.ts";
import { owesSummary } from "./api/contacts.ts";

/** Which contact the workbench shows, which tab of the list is open, and which contacts were looked at. */
interface Selection {
  id: string | null;
  tab: "inService" | "ended";
  seen: ReadonlySet<string>;
}
export const useSelection = create<Selection>(() => ({ id: null, tab: "inService", seen: new Set() }));

export function selectContact(contact: Contact): void {
  useSelection.setState((s) => ({
    id: contact.id,
    tab: contact.state === "ended" ? "ended" : "inService",
    seen: new Set(s.seen).add(contact.id),
  }));
}

export const openTab = (tab: Selection["tab"]) => useSelection.setState({ tab });

/** What to show when nothing was chosen, or what was chosen is gone: the call at hand, else the summary to finish. */
export function defaultContact(contacts: Contacts): Contact | undefined {
  const live = contacts.inService.find((c) => c.state !== "ringing" || c.direction === "outbound");
  return live ?? contacts.ended.find(owesSummary);
}
