import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { groupIdsOf } from "../../groups/index.ts";
import { grantsOf } from "../../identity/index.ts";

/** People as actors, for pushes, where no request names one. */
export async function actorsOf(ctx: AppContext, personIds: string[]): Promise<Map<string, Actor>> {
  const grants = await grantsOf(ctx.db.prisma, personIds);
  const actors = personIds.map(async (personId) => {
    const groupIds = await groupIdsOf(ctx.db.prisma, personId);
    return [personId, { personId, sessionId: "", grants: grants.get(personId) ?? {}, groupIds, address: "" }] as const;
  });
  return new Map(await Promise.all(actors));
}
