import { groupEndpoints as api } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { memberships as membershipsPort } from "../identity/index.ts";
import { addGroup } from "./commands/add-group.ts";
import { routeGroups } from "./groups.realtime.ts";
import { listGroups, membershipsOf } from "./groups.repo.ts";

export { countGroups, groupIdsOf, groupName, groupNames, hotlineGroupIds, memberships } from "./groups.repo.ts";

/** Skill groups and who belongs to them (A3). */
export function registerGroups(ctx: AppContext, mount: Mount): void {
  mount(api.list, async () => ({ items: await listGroups(ctx.db.prisma) }));
  mount(api.add, ({ actor, body }) => addGroup(ctx, actor, body));
  routeGroups(ctx);
  membershipsPort.provide(ctx, membershipsOf);
}
