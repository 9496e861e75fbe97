import { CALLBACK_TABLE, type Callback, type CallbackState, next } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { lockOpenOf } from "./callbacks.repo.ts";
import { onCallback, transition } from "./on-callback.ts";

/** The customer was reached in another way. */
export const finishCallback = (ctx: AppContext, actor: Actor, callbackId: string, version: number): Promise<Callback> =>
  onCallback(ctx, actor, callbackId, version, async (story, callback) => {
    await transition(story.tx, callback, "finish");
    await story.write("callback_done", {}, { changes: [{ code: "callback_at", before: callback.dueAt.toISOString(), after: null }] });
  });

export const cancelCallback = (ctx: AppContext, actor: Actor, callbackId: string, version: number, note: string): Promise<Callback> =>
  onCallback(ctx, actor, callbackId, version, async (story, callback) => {
    await transition(story.tx, callback, "cancel");
    await story.write(
      "callback_cancelled",
      {},
      { note, changes: [{ code: "callback_at", before: callback.dueAt.toISOString(), after: null }] },
    );
  });

/**
 * A call for the ticket, which the transaction has locked, keeps the promise: callbacks that are due are done by a call to any of its numbers, later ones by a
 * call to theirs. Whether somebody answers does not matter: what comes next is the agent's decision.
 */
export async function keepPromises(tx: SqlTx, ticketId: string, callId: string, number: string | null): Promise<void> {
  for (const callback of await lockOpenOf(tx, ticketId)) {
    const isKept = callback.dueAt <= tx.at || callback.number === number;
    if (isKept && next(CALLBACK_TABLE, callback.state as CallbackState, "finish")) await transition(tx, callback, "finish", { callId });
  }
}
