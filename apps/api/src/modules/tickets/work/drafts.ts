import { newTicketDraft, type Output, type Parsed, type ticketEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { dropDraftRow, keepDraftRow } from "./drafts.repo.ts";
import { findTicket } from "./ticket.repo.ts";

type Draft = Parsed<typeof ticketEndpoints.keepDraft>["body"];

/** Keeps what is filled in of a new ticket. Not an event: nobody else sees it. */
export async function keepDraft(
  ctx: AppContext,
  actor: Actor,
  id: string,
  draft: Draft,
): Promise<Output<typeof ticketEndpoints.keepDraft>> {
  if (await findTicket(ctx.db.prisma, id)) throw new AppError("tickets.not_allowed");
  const row = await keepDraftRow(ctx.db.prisma, { id, personId: actor.personId, draft, updatedAt: ctx.clock() });
  if (!row) throw new AppError("tickets.not_allowed");
  return { id, draft: newTicketDraft.parse(row.draft), updatedAt: row.updatedAt.toISOString() };
}

export async function dropDraft(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  await dropDraftRow({ rows: ctx.db.prisma }, id, actor.personId);
}
