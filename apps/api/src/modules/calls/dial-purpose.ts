import type { Tx } from "../../platform/db/transaction.ts";
import type { Actor } from "../../platform/http/actor.ts";
import { AppError } from "../../platform/http/app-error.ts";
import { port } from "../../platform/port.ts";

/**
 * What a call out is for, told in its transaction before it is placed: refuses when the ticket does not allow it, links the two, and answers the
 * number to call. `number` names it, perhaps by the mask of one of the ticket's numbers. The tickets module provides this.
 */
export const dialPurpose = port<(tx: Tx, actor: Actor, ticketId: string, callId: string, number: string) => Promise<string>>(async () => {
  throw new AppError("request.invalid", { fields: { ticketId: "there are no tickets" } });
});
