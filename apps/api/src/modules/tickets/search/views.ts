import { type Output, type Parsed, type TicketView, type ticketEndpoints, ticketViewEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type Tx, transaction } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { filterGround } from "./ground.ts";
import { searchTickets } from "./rows.repo.ts";
import { deleteView, findView, type ViewRecord, viewsFor, writeView } from "./views.repo.ts";

type E = typeof ticketEndpoints;

export async function myViews(ctx: AppContext, actor: Actor): Promise<Output<E["views"]>> {
  const rows = await viewsFor(ctx.db.prisma, actor.personId, actor.groupIds);
  return { items: rows.map((row) => presentView(row, actor)) };
}

const presentView = (row: ViewRecord, actor: Actor): TicketView => ({
  ...row,
  scope: row.scope as TicketView["scope"],
  can: { edit: mayChange(actor, row) },
});

/** Saves a view after trying it: one that cannot be run is refused now, not when somebody opens it. */
export async function saveView(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { version, ...draft }: Parsed<E["saveView"]>["body"],
): Promise<TicketView> {
  const before = version === 0 ? null : await findView(ctx.db.prisma, id);
  if (!mayShare(actor, draft)) throw new AppError("tickets.not_allowed");
  // Somebody else's view stays shared: nobody would find it again.
  if (before && (!mayChange(actor, before) || (before.ownerId !== actor.personId && draft.scope === "me")))
    throw new AppError("tickets.not_allowed");
  const ground = await filterGround(ctx, actor);
  const reach = { kind: "own", personId: actor.personId, groupIds: [] } as const;
  await searchTickets(
    ctx.db.prisma,
    { ...reach, groupIds: [] },
    { filter: draft.filter, words: [], sort: draft.sort, after: null, limit: 1 },
    ground,
  );
  const ownerId = before?.ownerId ?? actor.personId;
  await unlessChanged(ctx, actor, async (tx) => {
    await writeView(tx.rows, id, ownerId, version, draft);
    tx.record(ticketViewEvents.saved, {
      entityId: id,
      data: { ownerId, shared: isShared(draft) || (before !== null && isShared(before)) },
    });
  });
  return presentView({ id, ownerId, version: version + 1, ...draft }, actor);
}

/** What is shared outlives whoever made it: those who may share like that may change it as well. */
const mayChange = (actor: Actor, view: ViewRecord): boolean =>
  view.ownerId === actor.personId || (view.scope !== "me" && mayShare(actor, view));

function mayShare(actor: Actor, { scope, skillGroupId }: Pick<ViewRecord, "scope" | "skillGroupId">): boolean {
  if (scope === "me") return true;
  const reach = scopeOf(actor, "tickets.share_views");
  if (scope === "all") return reach === "all";
  return skillGroupId !== null && (reach === "all" || (reach === "group" && actor.groupIds.includes(skillGroupId)));
}

export async function removeView(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  const view = await findView(ctx.db.prisma, id);
  if (!view || !mayChange(actor, view)) throw new AppError("tickets.not_allowed");
  await unlessChanged(ctx, actor, async (tx) => {
    await deleteView(tx.rows, id, view.version);
    tx.record(ticketViewEvents.removed, { entityId: id, data: { ownerId: view.ownerId, shared: isShared(view) } });
  });
}

const isShared = ({ scope }: Pick<ViewRecord, "scope">): boolean => scope !== "me";

async function unlessChanged(ctx: AppContext, actor: Actor, write: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await transaction(ctx.db, actor, ctx.clock(), write);
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("tickets.setup_conflict");
    throw error;
  }
}
