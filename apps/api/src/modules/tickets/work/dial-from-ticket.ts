import { parsePhone } from "@cloverdesk/rules/phone";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { keepPromises } from "../callbacks/end-callback.ts";
import { flowOf } from "../setup/setup.ts";
import { numberMeant } from "./numbers.ts";
import { reaches, storyOf } from "./on-ticket.ts";
import { linkCall, lockTicket } from "./ticket.repo.ts";

/**
 * In the transaction that places a call from a ticket: whether its node allows that, and the call linked to it. Answers the number to call, which `number`
 * names, perhaps masked. A callback that was promised for now is done by it.
 */
export async function dialFromTicket(
  ctx: AppContext,
  tx: SqlTx,
  actor: Actor,
  ticketId: string,
  callId: string,
  number: string,
): Promise<string> {
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket || !(await reaches(tx, actor, ticket))) throw new AppError("tickets.not_found");
  const story = storyOf(tx, actor, ticket, await flowOf(ctx, ticket.typeId, ticket.flowVersion));
  if (!story.can.callOut) throw new AppError("tickets.call_not_allowed");
  const meant = await numberMeant(ctx, tx, ticket, number);
  await linkCall(tx, ticketId, callId);
  const parsed = parsePhone(meant, { defaultCountry: "CN" });
  await keepPromises(tx, ticketId, callId, parsed.ok ? parsed.e164 : null);
  await story.write("called", {}, { callId });
  return meant;
}
