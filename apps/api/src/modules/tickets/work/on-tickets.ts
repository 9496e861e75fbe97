import { ERRORS, type FieldValues, type Output, type ticketEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type NewNotification, notify } from "../../notifications/index.ts";
import { flowOf } from "../setup/setup.ts";
import { type ActingRule, type Pen, type Story, storyOf } from "./on-ticket.ts";
import { mayRead } from "./ticket.policy.ts";
import {
  type ContentChange,
  changeTickets,
  lockTickets,
  readFieldsOf,
  type TicketChange,
  type TicketRecord,
  type TiedPerson,
  tieAll,
  tiedAmong,
  writeContents,
} from "./ticket.repo.ts";

export type BulkReport = Output<typeof ticketEndpoints.bulkClaim>;

const notFound = (): AppError => new AppError("tickets.not_found");

/**
 * The frame of a command on many tickets, in one transaction: locks them, does the work on each, and writes all of it with a few statements. A ticket that
 * is refused is reported with its reason (`outOfReach` for one that the actor cannot read) and left as it is, the others are changed. Anything unforeseen
 * undoes it all.
 */
export async function onTickets(
  ctx: AppContext,
  actor: Actor,
  ids: string[],
  work: (story: Story) => Promise<unknown>,
  outOfReach: (ticket: TicketRecord | null) => AppError = notFound,
): Promise<BulkReport> {
  const wanted = [...new Set(ids)];
  const refused = new Map<string, AppError>();
  await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const [tickets, tied] = await Promise.all([lockTickets(tx, wanted), tiedAmong(tx.rows, wanted, actor.personId)]);
    const known = new Map(tickets.map((ticket) => [ticket.id, ticket]));
    const reached: TicketRecord[] = [];
    for (const id of wanted) {
      const ticket = known.get(id) ?? null;
      if (ticket && mayRead(actor, ticket, tied.has(id))) reached.push(ticket);
      else refused.set(id, outOfReach(ticket));
    }
    const fields = once(() => readFieldsOf(tx.rows, [...known.keys()]));
    for (const [id, error] of (await workOnSet(ctx, tx, { tickets: reached, actor, fields }, work)).refused) refused.set(id, error);
  });
  return reportOf(wanted, refused);
}

/** Locked tickets that are worked on together. */
interface WorkSet {
  tickets: TicketRecord[];
  actor: Actor | null;
  /** The automatic task that acts on a ticket, where `actor` is null. */
  ruleOf?(ticketId: string): ActingRule;
  /** The values of their forms. */
  fields(): Promise<ReadonlyMap<string, FieldValues>>;
}

/** What became of a set: the tickets that were refused with their reason, the others as they are now, and forms that were written. */
export interface WorkedSet {
  refused: Map<string, AppError>;
  tickets: Map<string, TicketRecord>;
  fields: Map<string, FieldValues>;
}

/** Does the work on each of these tickets and writes all of it with a few statements. A ticket that is refused is left as it is. */
export async function workOnSet(
  ctx: AppContext,
  tx: SqlTx,
  { tickets, actor, ruleOf, fields }: WorkSet,
  work: (story: Story) => Promise<unknown>,
): Promise<WorkedSet> {
  const answer: WorkedSet = { refused: new Map(), tickets: new Map(), fields: new Map() };
  const written: Writing[] = [];
  for (const ticket of tickets) {
    try {
      const writing = gathering(tx, fields);
      const flow = await flowOf(ctx, ticket.typeId, ticket.flowVersion);
      const story = storyOf(writing.tx, actor, ticket, flow, writing.pen, ruleOf?.(ticket.id) ?? null);
      await work(story);
      written.push(writing);
      answer.tickets.set(ticket.id, story.ticket);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      answer.refused.set(ticket.id, error);
    }
  }
  await write(tx, written);
  for (const { ticketId, fields: values } of written.flatMap(({ contents }) => contents)) answer.fields.set(ticketId, values);
  return answer;
}

/** What was done of what was wanted, and why the rest was not. */
export function reportOf(wanted: string[], refused: ReadonlyMap<string, AppError>): BulkReport {
  return {
    done: wanted.filter((id) => !refused.has(id)),
    failed: wanted.flatMap((id) => {
      const error = refused.get(id);
      if (!error) return [];
      const { zh, en } = ERRORS[error.code];
      return [{ id, code: error.code, title: { zh, en }, ...(error.fields && { fields: error.fields }) }];
    }),
  };
}

/** What a story leaves to be written, once it has come to its end. */
interface Writing {
  tx: SqlTx;
  pen: Pen;
  changes: TicketChange[];
  contents: ContentChange[];
  tied: TiedPerson[];
  notifications: NewNotification[];
  events: (() => void)[];
}

function gathering(tx: SqlTx, fields: WorkSet["fields"]): Writing {
  const writing: Omit<Writing, "tx" | "pen"> = { changes: [], contents: [], tied: [], notifications: [], events: [] };
  const pen: Pen = {
    async change(before, changes, tied) {
      if (writing.changes.length > 0) throw new Error("a ticket is changed once in a command on many");
      writing.changes.push({ before, changes });
      writing.tied.push(...tied);
      return { ...before, ...changes, version: before.version + 1, changedAt: tx.at };
    },
    notify: async (notification) => void writing.notifications.push(notification),
    fields: async (ticketId) => (await fields()).get(ticketId) ?? {},
    writeFields: async (ticketId, values, folded) => void writing.contents.push({ ticketId, fields: values, folded }),
  };
  return { ...writing, pen, tx: { ...tx, record: (event, happened) => void writing.events.push(() => tx.record(event, happened)) } };
}

async function write(tx: SqlTx, written: Writing[]): Promise<void> {
  await Promise.all([
    changeTickets(
      tx,
      written.flatMap(({ changes }) => changes),
    ),
    writeContents(
      tx,
      written.flatMap(({ contents }) => contents),
    ),
    tieAll(
      tx,
      written.flatMap(({ tied }) => tied),
    ),
  ]);
  for (const record of written.flatMap(({ events }) => events)) record();
  await notify(
    tx,
    written.flatMap(({ notifications }) => notifications),
  );
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}
