import { randomUUID } from "node:crypto";
import { type HotlineItem, type hotlineEndpoints, hotlineEvents, type Parsed } from "@cloverdesk/contracts";
import { parsePhone } from "@cloverdesk/rules/phone";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { groupName } from "../../groups/index.ts";
import { recordAudit } from "../../identity/index.ts";
import { settingsOf } from "../../settings/index.ts";
import { findHotline, findTrunk, insertHotline, isNumberTaken, lockHotlines } from "../set-up.repo.ts";
import { standardFlow } from "../standard-flow.ts";

/**
 * Adds a hotline with a flow of its own (see `standardFlow`), and lets the group's agents show its number. The same id again is the same hotline.
 * `hotlines.number_invalid`, `hotlines.number_taken`, `hotlines.trunk_unknown`, `hotlines.group_unknown`.
 */
export async function addHotline(
  ctx: AppContext,
  actor: Actor,
  body: Parsed<(typeof hotlineEndpoints)["addHotline"]>["body"],
): Promise<HotlineItem> {
  const { id, name, trunkId, backupTrunkId, skillGroupId, recorded } = body;
  const parsed = parsePhone(body.number);
  if (!parsed.ok) throw new AppError("hotlines.number_invalid", { fields: { number: parsed.reason } });
  const number = parsed.e164;
  const { enterprise } = await settingsOf(ctx);
  return transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await lockHotlines(tx);
    const known = await findHotline(tx.rows, id);
    if (known) return known;
    if (await isNumberTaken(tx.rows, number)) throw new AppError("hotlines.number_taken", { fields: { number: "taken" } });
    if (!(await findTrunk(tx.rows, trunkId))) throw new AppError("hotlines.trunk_unknown", { fields: { trunkId: "unknown" } });
    if (backupTrunkId !== null && (backupTrunkId === trunkId || !(await findTrunk(tx.rows, backupTrunkId))))
      throw new AppError("hotlines.trunk_unknown", { fields: { backupTrunkId: "unknown" } });
    const group = await groupName(tx.rows, skillGroupId);
    if (!group) throw new AppError("hotlines.group_unknown", { fields: { skillGroupId: "unknown" } });
    const flow = standardFlow(skillGroupId, group, enterprise.language);
    const ids = { id, flowId: randomUUID(), numberGroupId: randomUUID() };
    await insertHotline(tx, { ...ids, number, name, trunkId, backupTrunkId, skillGroupId, recorded, flow });
    tx.record(hotlineEvents.added, { entityId: id });
    const after = { number, name, trunkId, backupTrunkId, skillGroupId, recorded };
    await recordAudit(tx, actor, { verb: "hotlines.add", entity: "hotline", entityId: id, after });
    return { id, number, name, trunkId, backupTrunkId, inbound: true, outbound: true, recorded };
  });
}
