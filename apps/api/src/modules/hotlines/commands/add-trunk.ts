import { type hotlineEndpoints, hotlineEvents, type Parsed, type TrunkItem } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { recordAudit } from "../../identity/index.ts";
import { findTrunk, insertTrunk, lockHotlines } from "../set-up.repo.ts";
import { sealedPassword } from "../trunk-passwords.ts";

/** Adds a trunk. The same id again is the same trunk. The password is kept sealed, and stands in no answer and not in the audit. */
export function addTrunk(ctx: AppContext, actor: Actor, body: Parsed<(typeof hotlineEndpoints)["addTrunk"]>["body"]): Promise<TrunkItem> {
  const { password = "", username = "", ...shown } = body;
  const trunk = { ...shown, username: username || null };
  return transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await lockHotlines(tx);
    const known = await findTrunk(tx.rows, trunk.id);
    if (known) return known;
    await insertTrunk(tx, { ...trunk, password: password === "" ? null : sealedPassword(ctx, trunk.id, password) });
    tx.record(hotlineEvents.trunkAdded, { entityId: trunk.id });
    await recordAudit(tx, actor, { verb: "hotlines.addTrunk", entity: "trunk", entityId: trunk.id, after: trunk });
    return { ...trunk, downSince: null };
  });
}
