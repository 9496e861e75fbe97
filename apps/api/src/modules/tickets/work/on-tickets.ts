import { ERRORS, type FieldValues, type Output, type ticketEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type NewNotification, notify } from "../../notifications/index.ts";
import { flowOf } from "../setup/setup.ts";
import { type Pen, type Story, storyOf } from "./on-ticket.ts";
import { mayRead } from "./ticket.policy.ts";
import {
  changeTickets,
  lockTickets,
  readFieldsOf,
  type TicketChange,
  type TicketRecord,
  type TiedPerson,
  tieAll,
  tiedAmong,
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
    const fields = once(() => readFieldsOf(tx.rows, [...known.keys()]));
    const written: Writing[] = [];
    for (const id of wanted) {
      const ticket = known.get(id) ?? null;
      try {
        if (!ticket || !mayRead(actor, ticket, tied.has(id))) throw outOfReach(ticket);
        const writing = gathering(tx, fields);
        await work(storyOf(writing.tx, actor, ticket, await flowOf(ctx, ticket.typeId, ticket.flowVersion), writing.pen));
        written.push(writing);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused.set(id, error);
      }
    }
    await write(tx, written);
  });
  return reportOf(wanted, refused);
}

/** What was done of what was wanted, and why the rest was not. */
export function reportOf(wanted: string[], refused: ReadonlyMap<string, AppError>): BulkReport {
  return {
    done: wanted.filter((id) => !refused.has(id)),
    failed: [...refused].map(([id, { code, fields }]) => {
      const { zh, en } = ERRORS[code];
      return { id, code, title: { zh, en }, ...(fields && { fields }) };
    }),
  };
}

/** What a story leaves to be written, once it has come to its end. */
interface Writing {
  tx: SqlTx;
  pen: Pen;
  changes: TicketChange[];
  tied: TiedPerson[];
  notifications: NewNotification[];
  events: (() => void)[];
}

function gathering(tx: SqlTx, fields: () => Promise<Map<string, FieldValues>>): Writing {
  const writing: Omit<Writing, "tx" | "pen"> = { changes: [], tied: [], notifications: [], events: [] };
  const pen: Pen = {
    async change(before, changes, tied) {
      if (writing.changes.length > 0) throw new Error("a ticket is changed once in a command on many");
      writing.changes.push({ before, changes });
      writing.tied.push(...tied);
      return { ...before, ...changes, version: before.version + 1, changedAt: tx.at };
    },
    notify: async (notification) => void writing.notifications.push(notification),
    fields: async (ticketId) => (await fields()).get(ticketId) ?? {},
  };
  return { ...writing, pen, tx: { ...tx, record: (event, happened) => void writing.events.push(() => tx.record(event, happened)) } };
}

async function write(tx: SqlTx, written: Writing[]): Promise<void> {
  await Promise.all([
    changeTickets(
      tx,
      written.flatMap(({ changes }) => changes),
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
