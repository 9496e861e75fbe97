import type { Ticket } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { flowOf } from "../setup/setup.ts";
import { ancestorsOf, moveCalls, relate, unrelate } from "./links.repo.ts";
import { mustBeAble, onTicket, reaches, type Story, storyOf } from "./on-ticket.ts";
import { findTicket, type TicketRecord } from "./ticket.repo.ts";

export type LinkAs = "related" | "parent" | "merge_into" | "unrelated" | "no_parent";

/** Relates two tickets in one of the ways. Both must be in reach; both tracks tell it. */
export function linkTickets(ctx: AppContext, actor: Actor, ticketId: string, otherId: string, as: LinkAs, note: string): Promise<Ticket> {
  return onTicket(
    ctx,
    actor,
    ticketId,
    async (story) => {
      mustBeAble(story, "link");
      const other = await findTicket(story.tx.rows, otherId);
      if (!other || !(await reaches(story.tx, actor, other))) throw new AppError("tickets.not_found");
      if (otherId === ticketId) throw new AppError("tickets.link_refused");
      const there = storyOf(story.tx, actor, other, await flowOf(ctx, other.typeId, other.flowVersion));
      await WAYS[as](story, there, note);
    },
    otherId,
  );
}

const pair = (other: TicketRecord, code: string, tied: boolean) => [
  { code, before: tied ? null : `#${other.no}`, after: tied ? `#${other.no}` : null },
];

const WAYS: Record<LinkAs, (story: Story, there: Story, note: string) => Promise<void>> = {
  async related(story, there, note) {
    await relate(story.tx, story.ticket.id, there.ticket.id);
    const [here, other] = [story.ticket, there.ticket];
    await story.write("linked", {}, { note, changes: pair(other, "related", true) });
    await there.write("linked", {}, { note, changes: pair(here, "related", true) });
  },
  async unrelated(story, there, note) {
    if (!(await unrelate(story.tx, story.ticket.id, there.ticket.id))) throw new AppError("tickets.link_refused");
    const [here, other] = [story.ticket, there.ticket];
    await story.write("linked", {}, { note, changes: pair(other, "related", false) });
    await there.write("linked", {}, { note, changes: pair(here, "related", false) });
  },
  async parent(story, there, note) {
    // Its own child's child cannot be its parent.
    if ((await ancestorsOf(story.tx.rows, there.ticket.id)).has(story.ticket.id)) throw new AppError("tickets.link_refused");
    await story.write("linked", { parentId: there.ticket.id }, { note });
    await there.write("linked", {}, { note, changes: pair(story.ticket, "child", true) });
  },
  async no_parent(story, there, note) {
    if (story.ticket.parentId !== there.ticket.id) throw new AppError("tickets.link_refused");
    await story.write("linked", { parentId: null }, { note });
    await there.write("linked", {}, { note, changes: pair(story.ticket, "child", false) });
  },
  async merge_into(story, there, note) {
    if (there.ticket.state !== "open") throw new AppError("tickets.link_refused");
    const { ticket, tx } = story;
    await moveCalls(tx, ticket.id, there.ticket.id);
    const over = { wholeDueAt: null, nodeDueAt: null, dueAt: null, warnAt: null, timeLeftMs: null };
    await story.write("merged", { state: "merged", mergedIntoId: there.ticket.id, finishedAt: tx.at, ...over }, { note });
    await there.write("merged", {}, { note, changes: pair(ticket, "merged_from", true) });
  },
};
