import type { Ticket } from "@cloverdesk/contracts";
import { searchableText } from "@cloverdesk/rules/text";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { fileNames } from "../files/files.repo.ts";
import { mustBeAble, onTicket, type Story } from "./on-ticket.ts";
import { membersOfGroup, writeComment } from "./people.repo.ts";
import { activePeople, addCommentWords, takeFiles, tie } from "./ticket.repo.ts";

/** Urges whoever has the ticket, or everybody in whose group it waits. */
export const urgeTicket = (ctx: AppContext, actor: Actor, ticketId: string, note: string): Promise<Ticket> =>
  onTicket(ctx, actor, ticketId, urged(note));

export function urged(note: string): (story: Story) => Promise<void> {
  const members = new Map<string, Promise<string[]>>();
  const membersOf = (tx: SqlTx, groupId: string): Promise<string[]> => {
    const known = members.get(groupId) ?? membersOfGroup(tx.rows, groupId);
    members.set(groupId, known);
    return known;
  };
  return async (story) => {
    mustBeAble(story, "urge");
    const { handlerId, groupId } = story.ticket;
    const whom = handlerId ? [handlerId] : groupId ? await membersOf(story.tx, groupId) : [];
    await story.write("urged", {}, { note });
    await story.tell("ticket_urged", whom, note);
  };
}

/** Copies the ticket to people, who may read it from then on. */
export function copyTicket(ctx: AppContext, actor: Actor, ticketId: string, personIds: string[], note: string): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, async (story) => {
    mustBeAble(story, "copy");
    await mustBeThere(story.tx, personIds);
    await tie(story.tx, story.ticket, personIds, "copied");
    await story.write("copied", {}, { note, people: personIds });
    await story.tell("ticket_copied", personIds, note);
  });
}

export interface Comment {
  id: string;
  text: string;
  mentions: string[];
  /** Files that the author uploaded before, or that are the ticket's already. */
  fileIds: string[];
}

/** Comments. Whoever is mentioned may read the ticket from then on. The same comment again is the same comment. */
export function commentTicket(ctx: AppContext, actor: Actor, ticketId: string, { id, text, mentions, fileIds }: Comment): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, async (story) => {
    mustBeAble(story, "comment");
    await mustBeThere(story.tx, mentions);
    if (!(await writeComment(story.tx, { id, ticketId, personId: actor.personId }))) return;
    const files = [...new Set(fileIds)];
    if ((await takeFiles(story.tx, ticketId, actor.personId, files)) !== files.length)
      throw new AppError("tickets.values_invalid", { fields: { fileIds: "unknown_option" } });
    await tie(story.tx, story.ticket, mentions);
    await addCommentWords(story.tx, [ticketId], searchableText([text, ...(await fileNames(story.tx.rows, files))]));
    await story.write("commented", {}, { note: text, people: mentions, ...(files.length > 0 && { fileIds: files }) });
    await story.tell("ticket_mentioned", mentions, text);
  });
}

async function mustBeThere(tx: SqlTx, personIds: string[]): Promise<void> {
  const there = await activePeople(tx.rows, personIds);
  if (personIds.some((id) => !there.has(id))) throw new AppError("tickets.target_unknown");
}
