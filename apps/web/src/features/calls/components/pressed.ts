import type { Contact } from "@cloverdesk/contracts";

/** What the caller pressed; a condition's outcome is no key. */
export const pressed = (step: Contact["ivrPath"][number]): string | null => (step.kind === "condition" ? null : step.input);
