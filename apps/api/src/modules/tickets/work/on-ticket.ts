import {
  type EventData,
  type FieldValues,
  type Ticket,
  type TicketChange,
  type TicketDeed,
  type TicketFlow,
  ticketEvents,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type NewNotification, notify } from "../../notifications/index.ts";
import type { Folded } from "../search/search-text.ts";
import { flowOf } from "../setup/setup.ts";
import { mayRead, NOBODY, ruleCan, type TicketCan, ticketCan } from "./ticket.policy.ts";
import {
  changeTicket,
  isTied,
  lockTicket,
  readFields,
  type TicketChanges,
  type TicketRecord,
  type Tie,
  type TiedPerson,
  tieAll,
  writeContents,
} from "./ticket.repo.ts";
import { loadTicket } from "./ticket.ts";

/** What is told of a deed in the ticket's track. */
export type Told = Partial<Omit<EventData<(typeof ticketEvents)[TicketDeed]>, "waitedIn" | "waitsIn" | "rule">>;
/** The automatic task in whose name something is done, and its place in a chain of them. */
export type ActingRule = NonNullable<EventData<(typeof ticketEvents)[TicketDeed]>["rule"]>;

/** Refuses what is not open any more, or what this person may not do. */
export function mustBeAble({ ticket, can }: Story, what: keyof TicketCan): void {
  if (can[what]) return;
  throw new AppError(ticket.state === "open" ? "tickets.not_allowed" : "tickets.closed");
}

/** A locked ticket in the hands of a command. */
export interface Story {
  tx: SqlTx;
  actor: Actor | null;
  /** Set where an automatic task acts, and `actor` is null. */
  rule: ActingRule | null;
  flow: TicketFlow;
  /** As it stands now; changes with each `write`. */
  ticket: TicketRecord;
  can: TicketCan;
  /** Changes columns, tells the track what was done and by whom it is now tied. */
  write(deed: TicketDeed, changes: TicketChanges, told?: Told, ...ties: Tie[]): Promise<void>;
  /** The values of its form. */
  fields(): Promise<FieldValues>;
  /** Writes the values of its form; `folded` null: none of its texts changed. */
  writeFields(fields: FieldValues, folded: Folded | null): Promise<void>;
  /** Tells people but the one who acts. */
  tell(kind: NewNotification["kind"], people: (string | null)[], text: string): Promise<void>;
}

/** How a story is written: at once, or together with those of other tickets (on-tickets.ts). */
export interface Pen {
  /** Changes the ticket, which is locked, and ties people to it; gives it as it is then. */
  change(before: TicketRecord, changes: TicketChanges, tied: TiedPerson[]): Promise<TicketRecord>;
  notify(notification: NewNotification): Promise<void>;
  fields(ticketId: string): Promise<FieldValues>;
  writeFields(ticketId: string, fields: FieldValues, folded: Folded | null): Promise<void>;
}

const writingAtOnce = (tx: SqlTx): Pen => ({
  async change(before, changes, tied) {
    // Both leave at once: where the change comes too late, the ties are undone with it.
    const [after] = await Promise.all([changeTicket(tx, before, changes), tieAll(tx, tied)]);
    return after;
  },
  notify: (notification) => notify(tx, [notification]),
  fields: (ticketId) => readFields(tx.rows, ticketId),
  writeFields: (ticketId, fields, folded) => writeContents(tx, [{ ticketId, fields, folded }]),
});

/** The frame of every command on a ticket: lock it, refuse what is out of reach, do the work, answer the ticket as it stands afterwards. */
export async function onTicket(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  work: (story: Story) => Promise<unknown>,
  otherId?: string,
): Promise<Ticket> {
  await changeOne(ctx, actor, ticketId, work, otherId);
  return loadTicket(ctx, actor, ticketId);
}

/** The same without an answer; `actor` null is the product itself, which may see all and has no buttons. */
export async function changeOne(
  ctx: AppContext,
  actor: Actor | null,
  ticketId: string,
  work: (story: Story) => Promise<unknown>,
  otherId = ticketId,
): Promise<void> {
  try {
    await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
      // Two tickets are locked in the order of their ids, so that no two commands wait for each other.
      if (otherId < ticketId) await lockTicket(tx, otherId);
      const ticket = await lockTicket(tx, ticketId);
      if (otherId > ticketId) await lockTicket(tx, otherId);
      if (!ticket || (actor && !(await reaches(tx, actor, ticket)))) throw new AppError("tickets.not_found");
      await work(storyOf(tx, actor, ticket, await flowOf(ctx, ticket.typeId, ticket.flowVersion)));
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("tickets.moved_on", { detail: error.message });
    throw error;
  }
}

/** Whether the person may read the ticket; their ties are looked up only where nothing else says so. */
export async function reaches(tx: Pick<SqlTx, "rows">, actor: Actor, ticket: TicketRecord): Promise<boolean> {
  return mayRead(actor, ticket, false) || mayRead(actor, ticket, await isTied(tx.rows, ticket.id, actor.personId));
}

/** A story of a ticket that the transaction has locked or made. */
export function storyOf(
  tx: SqlTx,
  actor: Actor | null,
  ticket: TicketRecord,
  flow: TicketFlow,
  pen: Pen = writingAtOnce(tx),
  rule: ActingRule | null = null,
): Story {
  const story: Story = {
    tx,
    actor,
    rule,
    flow,
    ticket,
    can: actor ? ticketCan(actor, ticket, flow) : rule ? ruleCan(ticket) : NOBODY,
    async write(deed, changes, told = {}, ...ties) {
      const before = story.ticket;
      story.ticket = await pen.change(before, changes, tiedBy(actor, before, { ...before, ...changes }, ties));
      recordDeed(story, deed, before, told);
    },
    fields: () => pen.fields(ticket.id),
    writeFields: (fields, folded) => pen.writeFields(ticket.id, fields, folded),
    async tell(kind, people, text) {
      const personIds = [...new Set(people.filter((id): id is string => id !== null && id !== actor?.personId))];
      if (personIds.length > 0) await pen.notify({ kind, personIds, ticket, byId: actor?.personId ?? null, text });
    },
  };
  return story;
}

/** The ties that a deed makes: of who did it, and of who has the ticket from now on. */
export function tiedBy(actor: Actor | null, before: TicketRecord, after: TicketRecord, ties: Tie[] = []): TiedPerson[] {
  const handler = after.handlerId !== actor?.personId && after.handlerId !== before.handlerId ? after.handlerId : null;
  const acting: TiedPerson[] = actor ? [{ ticket: after, personId: actor.personId, ties: ["involved", ...ties] }] : [];
  return handler ? [...acting, { ticket: after, personId: handler, ties: [] }] : acting;
}

/** The event of a deed. */
export function recordDeed({ tx, rule, ticket: after }: Story, deed: TicketDeed, before: TicketRecord, told: Told = {}): void {
  const changes = [...(told.changes ?? []), ...movement(before, after)];
  tx.record(ticketEvents[deed], {
    entityId: after.id,
    data: { ...told, changes, waitedIn: waitsIn(before), waitsIn: waitsIn(after), ...(rule && { rule }) },
    ...(rule && { note: "automation" }),
  });
}

const waitsIn = (ticket: TicketRecord): string | null => (ticket.state === "open" && ticket.handlerId === null ? ticket.groupId : null);

/** Where a ticket moved, for its event. */
export function movement(before: TicketRecord, after: TicketRecord): TicketChange[] {
  const pairs: [string, string | null, string | null][] = [
    ["state", before.state, after.state],
    ["node", before.node, after.node],
    ["group", before.groupId, after.groupId],
    ["handler", before.handlerId, after.handlerId],
    ["parent", before.parentId, after.parentId],
    ["merged_into", before.mergedIntoId, after.mergedIntoId],
  ];
  return pairs.filter(([, was, is]) => was !== is).map(([code, was, is]) => ({ code, before: was, after: is }));
}
