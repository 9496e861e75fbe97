import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { memberships as membershipsPort } from "../identity/index.ts";
import { membershipsOf } from "./groups.repo.ts";

export { groupIdsOf, groupNames, memberships } from "./groups.repo.ts";

/** Skill groups and who belongs to them (A3). */
export function registerGroups(ctx: AppContext, _mount: Mount): void {
  membershipsPort.provide(ctx, membershipsOf);
}
