import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { settingsOf } from "../../settings/index.ts";
import { setupOf } from "../setup/setup.ts";
import type { FilterGround } from "./filter.repo.ts";

/** What a filter of this person is read against at this moment. */
export async function filterGround(ctx: AppContext, { personId }: Actor): Promise<FilterGround> {
  const [{ fields }, { enterprise }] = await Promise.all([setupOf(ctx), settingsOf(ctx)]);
  return { fields, personId, now: ctx.clock(), zone: enterprise.timeZone };
}
