import type { Contact } from "@cloverdesk/contracts";
import { useMyAgent } from "../../features/agents/index.ts";
import { useContactOf } from "../../features/calls/index.ts";

/** The contact that is open on this page: see `openContact`. */
export const useOpenContact = (): Contact | undefined => useContactOf(useMyAgent());
