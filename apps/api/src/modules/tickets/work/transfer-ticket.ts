import type { Ticket, transferTarget } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { mustBeAble, onTicket, type Story } from "./on-ticket.ts";
import { type BulkReport, onTickets } from "./on-tickets.ts";
import { activePeople, groupExists } from "./ticket.repo.ts";

export type Target = z.infer<typeof transferTarget>;

/** Hands a ticket to a group, where it waits to be claimed, or to a person. It stays at its node. */
export const transferTicket = (ctx: AppContext, actor: Actor, ticketId: string, to: Target, note: string): Promise<Ticket> =>
  onTicket(ctx, actor, ticketId, handedTo(to, note));

export const transferTickets = (ctx: AppContext, actor: Actor, ticketIds: string[], to: Target, note: string): Promise<BulkReport> =>
  onTickets(ctx, actor, ticketIds, handedTo(to, note));

function handedTo(to: Target, note: string): (story: Story) => Promise<void> {
  let there: Promise<boolean> | undefined;
  return async (story) => {
    mustBeAble(story, "transfer");
    there ??= isThere(story.tx, to);
    if (!(await there)) throw new AppError("tickets.target_unknown");
    const place = "personId" in to ? { handlerId: to.personId } : { groupId: to.skillGroupId, handlerId: null };
    await story.write("transferred", place, { note }, "transferred");
    if ("personId" in to) await story.tell("ticket_assigned", [to.personId], note);
  };
}

export const isThere = async (tx: Pick<SqlTx, "rows">, to: Target): Promise<boolean> =>
  "personId" in to ? (await activePeople(tx.rows, [to.personId])).size > 0 : groupExists(tx.rows, to.skillGroupId);
