import type { identityEndpoints, Output } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { liveSessions } from "../session.repo.ts";

export async function listDevices(ctx: AppContext, actor: Actor): Promise<Output<typeof identityEndpoints.devices>> {
  const sessions = await liveSessions(ctx.db.prisma, actor.personId, ctx.clock());
  return {
    items: sessions.map(({ id, userAgent, address, createdAt, rotatedAt }) => ({
      id,
      userAgent,
      address,
      createdAt: createdAt.toISOString(),
      lastUsedAt: rotatedAt.toISOString(),
      current: id === actor.sessionId,
    })),
  };
}
