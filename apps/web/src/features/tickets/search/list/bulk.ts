import { type TicketMark, ticketEndpoints } from "@cloverdesk/contracts";
import { call } from "../../../../shared/api/index.ts";
import { listsChanged, type Target } from "../../work/commands.ts";

export type BulkDeed =
  | { kind: "claim" }
  | { kind: "transfer"; to: Target; note: string }
  | { kind: "finish"; note: string }
  | { kind: "flag"; flag: TicketMark["flag"] };

/** At most this many at once. */
export const BULK_LIMIT = 200;

/** Each ticket by itself: the report says which were done and why the others were not. */
export async function bulk(given: string[], what: BulkDeed) {
  const ids = given.slice(0, BULK_LIMIT);
  try {
    switch (what.kind) {
      case "claim":
        return await call(ticketEndpoints.bulkClaim, { body: { ids } });
      case "transfer":
        return await call(ticketEndpoints.bulkTransfer, { body: { ids, to: what.to, note: what.note } });
      case "finish":
        return await call(ticketEndpoints.bulkFinish, { body: { ids, note: what.note } });
      case "flag":
        return await call(ticketEndpoints.bulkFlag, { body: { ids, flag: what.flag } });
    }
  } finally {
    listsChanged();
  }
}
export type BulkReport = Awaited<ReturnType<typeof bulk>>;
