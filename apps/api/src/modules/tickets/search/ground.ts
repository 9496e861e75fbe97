import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { categoryTree } from "../../categories/index.ts";
import { settingsOf } from "../../settings/index.ts";
import { setupOf } from "../setup/setup.ts";
import type { MemoryGround } from "./filter-holds.ts";
import type { FilterGround } from "./filter-values.ts";

/** What a filter of this person is read against at this moment. */
export async function filterGround(ctx: AppContext, { personId }: Pick<Actor, "personId">): Promise<FilterGround> {
  const [{ fields }, { enterprise }] = await Promise.all([setupOf(ctx), settingsOf(ctx)]);
  return { fields, personId, now: ctx.clock(), zone: enterprise.timeZone };
}

/** The same for a filter that is interpreted in memory. */
export async function memoryGround(ctx: AppContext, personId: string): Promise<MemoryGround> {
  const [ground, tree] = await Promise.all([filterGround(ctx, { personId }), categoryTree(ctx.db.prisma)]);
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]));
  const categoryPath = (id: string | null): string[] => (id === null ? [] : [id, ...categoryPath(parents.get(id) ?? null)]);
  return { ...ground, categoryPath };
}
