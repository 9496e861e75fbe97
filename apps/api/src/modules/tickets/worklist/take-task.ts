import type { Parsed, TaskReason, ticketEndpoints, Worklist, WorklistOrder } from "@cloverdesk/contracts";
import { worklistEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { getAgent } from "../../agents/index.ts";
import { isoOrNull } from "../search/row.presenter.ts";
import { flowOf, setupOf } from "../setup/setup.ts";
import { storyOf } from "../work/on-ticket.ts";
import type { TicketRecord } from "../work/ticket.repo.ts";
import { lockDueCallback, lockNext, lockWorklist, tasksOf, writeTask } from "./worklist.repo.ts";
import { readWorklist } from "./worklist.ts";

/** A ticket that was called is not served again before this time is over. */
const REST_AFTER_CALL_MS = 60 * 60_000;

/**
 * Next task: gives the person exactly one ticket to call and claims it for them. As long as they have not worked on it, it is the same one. Of several who
 * ask at once each gets another one.
 */
export async function takeTask(
  ctx: AppContext,
  actor: Actor,
  { scope, order }: Parsed<typeof ticketEndpoints.takeTask>["body"],
): Promise<Worklist> {
  if (scopeOf(actor, "calls.dial") === undefined) throw new AppError("worklist.no_dialing");
  const { personId, groupIds } = actor;
  await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await lockWorklist(tx, personId);
    await mustBeFree(tx, personId);
    if ((await tasksOf(tx.rows, [personId])).has(personId)) return;
    const { callPlaces: places } = await setupOf(ctx);
    const calledSince = new Date(tx.at.getTime() - REST_AFTER_CALL_MS);
    const looking = { personId, groupIds, places, scope, order, calledSince };
    const promised = await lockDueCallback(tx, looking);
    const ticket = promised?.ticket ?? (await lockNext(tx, looking));
    if (!ticket) return;
    const story = storyOf(tx, actor, ticket, await flowOf(ctx, ticket.typeId, ticket.flowVersion));
    const fromGroup = ticket.handlerId === null;
    if (fromGroup) await story.write("claimed", { handlerId: personId });
    await writeTask(tx, { personId, ticket: story.ticket, fromGroup, why: reasonOf(ticket, order, promised?.dueAt ?? null) });
    tx.record(worklistEvents.changed, { entityId: personId, data: { ticketId: ticket.id } });
  });
  return readWorklist(ctx, actor);
}

/** In wrap-up the next one may be read already; it is called when the wrap-up is over. */
async function mustBeFree(tx: SqlTx, personId: string): Promise<void> {
  const state = (await getAgent(tx.rows, personId))?.state ?? "off_duty";
  if (state === "off_duty") throw new AppError("worklist.off_duty");
  if (state === "on_call" || state === "ringing") throw new AppError("worklist.in_call");
}

/** The first of the order that said something about the ticket. */
function reasonOf(ticket: TicketRecord, order: WorklistOrder, promisedAt: Date | null): TaskReason {
  const urgent = ticket.priority === "high" || ticket.priority === "urgent";
  const rules = order === "due" ? [ticket.dueAt && "due", urgent && "priority"] : [urgent && "priority", ticket.dueAt && "due"];
  return {
    rule: promisedAt ? "callback" : (rules.find((rule) => rule === "due" || rule === "priority") ?? "age"),
    from: ticket.handlerId === null ? "group" : "mine",
    dueAt: isoOrNull(promisedAt ?? ticket.dueAt),
    priority: ticket.priority as TaskReason["priority"],
    createdAt: ticket.createdAt.toISOString(),
  };
}
