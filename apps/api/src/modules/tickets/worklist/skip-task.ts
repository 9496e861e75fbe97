import { type Parsed, type ticketEndpoints, type Worklist, worklistEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { flowOf } from "../setup/setup.ts";
import { storyOf } from "../work/on-ticket.ts";
import { lockTicket } from "../work/ticket.repo.ts";
import { dropSkipsBefore, dropTask, lockWorklist, tasksOf, writeSkip } from "./worklist.repo.ts";
import { readWorklist } from "./worklist.ts";

/** A task that somebody passed by is not served to them before this time is over; others may get it at once. */
const REST_AFTER_SKIP_MS = 2 * 60 * 60_000;

/** Passes the task in hand by. What was claimed out of a group waits there again; what was the person's own stays theirs, for later. */
export async function skipTask(
  ctx: AppContext,
  actor: Actor,
  { ticketId, reason, note }: Parsed<typeof ticketEndpoints.skipTask>["body"],
): Promise<Worklist> {
  const { personId } = actor;
  await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await lockWorklist(tx, personId);
    const ticket = await lockTicket(tx, ticketId);
    const task = (await tasksOf(tx.rows, [personId])).get(personId);
    if (!ticket || task?.ticketId !== ticketId) throw new AppError("worklist.not_in_hand");
    const story = storyOf(tx, actor, ticket, await flowOf(ctx, ticket.typeId, ticket.flowVersion));
    const place = task.fromGroup && ticket.groupId !== null ? { handlerId: null } : {};
    await story.write("skipped", place, { reason, note });
    await writeSkip(tx, personId, ticketId, new Date(tx.at.getTime() + REST_AFTER_SKIP_MS));
    await dropTask(tx, personId);
    tx.record(worklistEvents.changed, { entityId: personId, data: { ticketId } });
  });
  return readWorklist(ctx, actor);
}

/** Skips whose time is over serve nothing any more. */
export const forgetSkips = (ctx: AppContext): Promise<void> => sqlTransaction(ctx.db, null, ctx.clock(), dropSkipsBefore);
