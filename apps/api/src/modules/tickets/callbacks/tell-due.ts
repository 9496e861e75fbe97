import { callbackEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { notify } from "../../notifications/index.ts";
import { takeDue } from "./callbacks.repo.ts";
import { tellOf } from "./on-callback.ts";

const AT_ONCE = 200;

/** Tells people of their callbacks that are due, each once. Those of a group are served by *next task* to whoever is free. */
export async function tellDueCallbacks(ctx: AppContext): Promise<void> {
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    const due = await takeDue(tx, AT_ONCE);
    await notify(
      tx,
      due.flatMap(({ personId, ticketId, no, title, note }) =>
        personId
          ? [{ kind: "callback_due" as const, personIds: [personId], ticket: { id: ticketId, no, title }, byId: null, text: note }]
          : [],
      ),
    );
    for (const callback of due) tellOf(tx, callbackEvents.due, callback);
  });
}
