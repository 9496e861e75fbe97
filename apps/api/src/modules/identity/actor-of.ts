import type { AppContext } from "../../platform/app-context.ts";
import type { Actor } from "../../platform/http/actor.ts";
import { memberships } from "./memberships.ts";
import { grantsOf, isActive } from "./person-grants.repo.ts";

/** A person as they stand now, for work done in their name while no request of theirs is there; null when they are no longer active. */
export async function actorOf(ctx: AppContext, personId: string): Promise<Actor | null> {
  const reader = ctx.db.prisma;
  const [active, grants, groups] = await Promise.all([
    isActive(reader, personId),
    grantsOf(reader, [personId]),
    memberships.of(ctx)(reader, personId),
  ]);
  if (!active) return null;
  return { personId, sessionId: "", grants: grants.get(personId) ?? {}, groupIds: groups.map((group) => group.skillGroupId), address: "" };
}
