import { routingEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { type Actor, scopeOf } from "../../platform/http/actor.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { groupIdsOf, hotlineGroupIds } from "../groups/index.ts";
import { queueCounts } from "./queries/queues.ts";

export function mountRouting({ db }: AppContext, mount: Mount): void {
  /** Their own groups; for those who may see all queues every group that takes calls as well. */
  async function seenGroups(actor: Actor): Promise<string[]> {
    const own = groupIdsOf(db.prisma, actor.personId);
    const others = scopeOf(actor, "queues.read") === "all" ? hotlineGroupIds(db.prisma) : [];
    return [...new Set([...(await own), ...(await others)])];
  }
  mount(routingEndpoints.queues, async ({ actor }) => ({ items: await queueCounts(db.prisma, await seenGroups(actor)) }));
}
