import { hotlineEvents, type TrunkState } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { peopleWith } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import { markTrunks, trunksToMark } from "../set-up.repo.ts";

/**
 * Keeps which trunks answer, as voice found out. Everybody who may edit the settings is notified once when one goes down and once when it answers
 * again, however many processes hear of it: the one that changes the row tells.
 */
export async function heedTrunks(ctx: AppContext, states: TrunkState[]): Promise<void> {
  // Every api process gets every report, and most reports repeat what is stored.
  if (states.length === 0 || !(await trunksToMark(ctx.db.prisma, states))) return;
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    const marked = await markTrunks(tx, states);
    if (marked.length === 0) return;
    const personIds = await peopleWith(tx.rows, "settings.edit");
    for (const { id, up } of marked) tx.record(up ? hotlineEvents.trunkUp : hotlineEvents.trunkDown, { entityId: id });
    await notify(
      tx,
      marked.map(({ name, host, port, up }) => ({
        kind: up ? ("trunk_up" as const) : ("trunk_down" as const),
        personIds,
        ticket: null,
        byId: null,
        text: `${name} · ${host}:${port}`,
      })),
    );
  });
}
