import type { Contact } from "@cloverdesk/contracts";
import { useLocation } from "react-router";
import { askSummary, type SummaryWish, selectContact } from "../../features/calls/index.ts";
import { useCan } from "../../features/identity/index.ts";
import { openBeside, useBeside } from "../beside/beside.ts";

export const useIsWorkbench = (): boolean => useLocation().pathname === "/workbench";

/** Shows a contact's summary where it stands: on the workbench in its place, on other pages beside them. Null for those who write none. */
export function useShowSummary(contact: Contact | undefined): ((wish: SummaryWish) => void) | null {
  const writes = useCan("summaries.write");
  const isWorkbench = useIsWorkbench();
  if (!contact || !writes) return null;
  return (wish) => {
    if (isWorkbench) selectContact(contact);
    else if (!isShown(contact)) openBeside({ kind: "summary", id: contact.id });
    askSummary(contact.id, wish);
  };
}

function isShown({ id }: Contact): boolean {
  const shown = useBeside.getState().opened.at(-1)?.panel;
  return shown?.kind === "summary" && shown.id === id;
}
