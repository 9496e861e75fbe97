import { routingEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { groupIdsOf } from "../groups/index.ts";
import { queueCounts } from "./queries/queues.ts";

export function mountRouting({ db }: AppContext, mount: Mount): void {
  mount(routingEndpoints.queues, async ({ actor }) => ({
    items: await queueCounts(db.prisma, await groupIdsOf(db.prisma, actor.personId)),
  }));
}
