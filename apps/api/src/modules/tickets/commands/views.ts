import type { Output, Parsed, TicketView, ticketEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { searchTickets } from "../rows.repo.ts";
import { setupOf } from "../setup.ts";
import { deleteView, type ViewRecord, viewsFor, writeView } from "../views.repo.ts";

type E = typeof ticketEndpoints;

export async function myViews(ctx: AppContext, actor: Actor): Promise<Output<E["views"]>> {
  const rows = await viewsFor(ctx.db.prisma, actor.personId, actor.groupIds);
  return { items: rows.map((row) => presentView(row, actor)) };
}

const presentView = (row: ViewRecord, actor: Actor): TicketView => ({
  ...row,
  scope: row.scope as TicketView["scope"],
  can: { edit: row.ownerId === actor.personId },
});

/** Saves a view after trying it: one that cannot be run is refused now, not when somebody opens it. */
export async function saveView(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { version, ...draft }: Parsed<E["saveView"]>["body"],
): Promise<TicketView> {
  mayShare(actor, draft);
  const ground = { fields: (await setupOf(ctx)).fields, personId: actor.personId, now: ctx.clock() };
  const reach = { kind: "own", personId: actor.personId, groupIds: [] } as const;
  await searchTickets(
    ctx.db.prisma,
    { ...reach, groupIds: [] },
    { filter: draft.filter, words: [], sort: draft.sort, after: null, limit: 1 },
    ground,
  );
  try {
    await writeView(ctx.db.prisma, id, actor.personId, version, draft);
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("tickets.setup_conflict");
    throw error;
  }
  return { id, ownerId: actor.personId, version: version + 1, ...draft, can: { edit: true } };
}

function mayShare(actor: Actor, { scope, skillGroupId }: { scope: TicketView["scope"]; skillGroupId: string | null }): void {
  if (scope === "me") return;
  const reach = scopeOf(actor, "tickets.share_views");
  const mine = skillGroupId !== null && actor.groupIds.includes(skillGroupId);
  if (reach === "all" && (scope === "all" || skillGroupId !== null)) return;
  if (reach === "group" && scope === "group" && mine) return;
  throw new AppError("tickets.not_allowed");
}

export async function removeView(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  if (!(await deleteView(ctx.db.prisma, id, actor.personId))) throw new AppError("tickets.not_allowed");
}
