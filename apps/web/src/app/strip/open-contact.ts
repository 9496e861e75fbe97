import type { Contact } from "@cloverdesk/contracts";
import { useMyAgent } from "../../features/agents/index.ts";
import { useContact, useLiveContact } from "../../features/calls/index.ts";

/** The contact that is open: the call I am on, and after it the one whose wrap-up I am in. */
export function useOpenContact(): Contact | undefined {
  const agent = useMyAgent();
  const live = useLiveContact();
  const wrappedUp = useContact(agent?.state === "wrap_up" ? agent.callId : null);
  return live ?? wrappedUp;
}
