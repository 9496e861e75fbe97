import type { Ticket, transferTarget } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { mustBeAble, onTicket } from "./on-ticket.ts";
import { activePeople, groupExists } from "./ticket.repo.ts";

export type Target = z.infer<typeof transferTarget>;

/** Hands a ticket to a group, where it waits to be claimed, or to a person. It stays at its node. */
export function transferTicket(ctx: AppContext, actor: Actor, ticketId: string, to: Target, note: string): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, async (story) => {
    mustBeAble(story, "transfer");
    await mustBeThere(story.tx, to);
    const place = "personId" in to ? { handlerId: to.personId } : { groupId: to.skillGroupId, handlerId: null };
    await story.write("transferred", place, { note }, "transferred");
    if ("personId" in to) await story.tell("ticket_assigned", [to.personId], note);
  });
}

async function mustBeThere(tx: SqlTx, to: Target): Promise<void> {
  const there = "personId" in to ? (await activePeople(tx.rows, [to.personId])).size > 0 : await groupExists(tx.rows, to.skillGroupId);
  if (!there) throw new AppError("tickets.target_unknown");
}
