import { type groupEndpoints, groupEvents, type Parsed, type SkillGroupItem } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { activeAmong, recordAudit } from "../../identity/index.ts";
import { findGroup, insertGroup, isNameTaken, lockGroups } from "../groups.repo.ts";

/** Adds a skill group with its first members. The same id again is the same group. `groups.name_taken`, `groups.member_unknown`. */
export function addGroup(ctx: AppContext, actor: Actor, body: Parsed<(typeof groupEndpoints)["add"]>["body"]): Promise<SkillGroupItem> {
  const { id, name, hotline, ticket } = body;
  const memberIds = [...new Set(body.memberIds)];
  return transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await lockGroups(tx);
    const known = await findGroup(tx.rows, id);
    if (known) return known;
    if (await isNameTaken(tx.rows, name.zh)) throw new AppError("groups.name_taken", { fields: { name: "taken" } });
    if ((await activeAmong(tx.rows, memberIds)).size < memberIds.length)
      throw new AppError("groups.member_unknown", { fields: { memberIds: "unknown" } });
    await insertGroup(tx, { id, name, hotline, ticket, memberIds });
    tx.record(groupEvents.added, { entityId: id, data: { memberIds } });
    await recordAudit(tx, actor, { verb: "groups.add", entity: "skill_group", entityId: id, after: { name, hotline, ticket, memberIds } });
    return { id, name, hotline, ticket, members: memberIds.length };
  });
}
