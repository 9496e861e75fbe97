import { type Callback, callbackEvents, type Parsed, type ticketEndpoints } from "@cloverdesk/contracts";
import { parsePhone } from "@cloverdesk/rules/phone";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { flowOf } from "../setup/setup.ts";
import { numberMeant } from "../work/numbers.ts";
import { reaches, storyOf } from "../work/on-ticket.ts";
import { lockTicket } from "../work/ticket.repo.ts";
import { settleTask } from "../worklist/settle-task.ts";
import { findCallback, insertCallback } from "./callbacks.repo.ts";
import { loadCallback } from "./callbacks.ts";
import { mustBeAhead, tellOf } from "./on-callback.ts";

/**
 * Promises the ticket's customer a call. One for me keeps the ticket in my hands; one for the group puts it back there, for whoever is free then. It is what
 * came of the task in hand: the next one may be taken.
 */
export async function makeCallback(
  ctx: AppContext,
  actor: Actor,
  callbackId: string,
  body: Parsed<typeof ticketEndpoints.makeCallback>["body"],
): Promise<Callback> {
  const { ticketId, note } = body;
  const dueAt = new Date(body.dueAt);
  await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const ticket = await lockTicket(tx, ticketId);
    if (!ticket || !(await reaches(tx, actor, ticket))) throw new AppError("tickets.not_found");
    const known = await findCallback(tx.rows, callbackId);
    // Sent twice by the same page.
    if (known && known.createdBy === actor.personId && known.ticketId === ticketId) return;
    const story = storyOf(tx, actor, ticket, await flowOf(ctx, ticket.typeId, ticket.flowVersion));
    if (ticket.state !== "open") throw new AppError("tickets.closed");
    if (!story.can.callBack) throw new AppError("tickets.call_not_allowed");
    mustBeAhead(dueAt, tx.at);
    if (body.for === "group" && ticket.groupId === null) throw new AppError("callbacks.no_group");
    const parsed = parsePhone(await numberMeant(ctx, tx, ticket, body.number), { defaultCountry: "CN" });
    if (!parsed.ok) throw new AppError("calls.number_invalid", { fields: { number: "not a number" } });
    const personId = body.for === "me" ? actor.personId : null;
    const { groupId, customerId } = ticket;
    const made = { id: callbackId, ticketId, customerId, number: parsed.e164, personId, groupId, dueAt, note, createdBy: actor.personId };
    if (!(await insertCallback(tx, made))) throw new AppError("callbacks.open_already");
    const changes = [{ code: "callback_at", before: null, after: dueAt.toISOString() }];
    await story.write("callback_made", ticket.handlerId === personId ? {} : { handlerId: personId }, { note, changes });
    tellOf(tx, callbackEvents.made, made);
    await settleTask(tx, actor.personId, ticketId);
  }).catch((error: unknown) => {
    throw error instanceof RaceLost ? new AppError("callbacks.changed") : error;
  });
  return loadCallback(ctx, callbackId);
}
