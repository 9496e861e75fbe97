import type { TicketMark } from "@cloverdesk/contracts";

export const NO_MARK: TicketMark = { flag: null, remindAt: null, remindText: "" };

/** The mark after one press on the flag in a row: a red flag where none is, else none. A reminder stays. */
export const flagPressed = (mark: TicketMark | null): TicketMark => ({ ...(mark ?? NO_MARK), flag: mark?.flag ? null : "red" });
