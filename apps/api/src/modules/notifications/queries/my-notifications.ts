import type { notificationEndpoints, Output, Parsed } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { listOf, present, unreadOf } from "../notifications.repo.ts";

/** A person's own notifications, newest first. */
export async function myNotifications(
  ctx: AppContext,
  actor: Actor,
  { cursor, limit, unreadOnly }: Parsed<typeof notificationEndpoints.list>["query"],
): Promise<Output<typeof notificationEndpoints.list>> {
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  const before = cursor === undefined ? null : BigInt(cursor);
  const rows = await listOf(ctx.db.prisma, actor.personId, before, unreadOnly, limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(present),
    nextCursor: rows.length > limit ? String(page.at(-1)?.seq) : null,
    unread: await unreadOf(ctx.db.prisma, actor.personId),
  };
}
