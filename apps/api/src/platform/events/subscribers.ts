import type { DomainEvent, RecordedEvent } from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext, Clock } from "../app-context.ts";
import type { Database, Subscription } from "../db/client.ts";
import { readEvents } from "../db/events.repo.ts";
import { type SqlTx, sqlTransaction } from "../db/transaction.ts";
import { defineJob } from "../jobs/job.ts";
import type { Jobs } from "../jobs/jobs.ts";

/** What a module does after an event. */
export interface Subscriber<E extends DomainEvent> {
  /** Whether it takes an event with this payload. Called in the transaction of the event: pure, no reads. Default: it takes every event. */
  when?(data: RecordedEvent<E>["data"]): boolean;
  /**
   * Runs after the commit of the event, in any process, inside `tx`. What it does through `tx` happens once per event. A rejection rolls `tx` back, and
   * the job is tried again. Events of several transactions may arrive in another order than they were committed.
   */
  handle(ctx: AppContext, tx: SqlTx, event: RecordedEvent<E>): Promise<unknown>;
}

/** What a module does after events, with all of one transaction at once: those of an import's chunk are one piece of work. */
export interface JointSubscriber<E extends DomainEvent> {
  /** Most deliveries that one process works on at the same time; without it only the lane limits them. */
  concurrency?: number;
  when?(data: RecordedEvent<E>["data"]): boolean;
  /** Like `Subscriber.handle`, with the events of one transaction in their order. */
  handle(ctx: AppContext, tx: SqlTx, events: RecordedEvent<E>[]): Promise<unknown>;
}

export interface Subscribers {
  /** `name` is the name of the job that delivers the event (`module.verb-noun`); waiting deliveries are stored under it. All processes subscribe the same. */
  on<E extends DomainEvent>(event: E, name: string, subscriber: Subscriber<E>): void;
  /** The same for events of several kinds, of which one job delivers all that a transaction recorded. */
  onTogether<E extends DomainEvent>(kinds: Record<string, E>, name: string, subscriber: JointSubscriber<E>): void;
}

/** The number of the event, as text: it may exceed the safe integers of JavaScript. */
const seq = z.string().regex(/^\d{1,19}$/);
const delivery = z.object({ seq });
const jointDelivery = z.object({ seqs: z.array(seq).min(1) });

/**
 * Durable subscribers: the transaction of an event also writes a job request per subscriber (db/transaction.ts). The job is removed in the transaction of the
 * effects, so each effect happens once. Events that a trigger writes (`setting.changed`) have no subscribers.
 */
export function createSubscribers(db: Database, clock: Clock, jobs: Jobs): Subscribers {
  /** The job that delivers; `seqsOf` reads its payload. */
  const delivering = <Payload extends z.ZodType>(
    name: string,
    payload: Payload,
    seqsOf: (payload: z.output<Payload>) => string[],
    handle: (ctx: AppContext, tx: SqlTx, events: RecordedEvent[]) => Promise<unknown>,
    concurrency?: number,
  ) =>
    defineJob({
      name,
      payload,
      ...(concurrency !== undefined && { concurrency }),
      async subjects(_ctx, deliveries) {
        const events = await readEvents(
          db,
          deliveries.map((each) => seqsOf(each)[0] ?? ""),
        );
        const names = new Map(events.map((event) => [String(event.seq), event.name]));
        return deliveries.map((each) => names.get(seqsOf(each)[0] ?? "") ?? null);
      },
      async run(ctx, given, run) {
        const seqs = seqsOf(given);
        const events = await readEvents(db, seqs);
        if (events.length < seqs.length)
          throw new Error(`event ${seqs.find((each) => !events.some(({ seq }) => String(seq) === each))} does not exist`);
        await sqlTransaction(db, null, clock(), async (tx) => {
          // First, so that the lock on the job's row keeps another process out until the effects are committed.
          await run.completeIn(tx);
          await handle(ctx, tx, events);
        });
      },
    });
  const subscribe = (kind: DomainEvent, subscription: Subscription): void =>
    void db.subscriptions.set(kind.name, [...(db.subscriptions.get(kind.name) ?? []), subscription]);
  return {
    on<E extends DomainEvent>(kind: E, name: string, { when, handle }: Subscriber<E>) {
      jobs.add(
        delivering(
          name,
          delivery,
          ({ seq }) => [seq],
          (ctx, tx, [event]) => handle(ctx, tx, event as RecordedEvent<E>),
        ),
      );
      subscribe(kind, { name, when: when as Subscription["when"] });
    },
    onTogether<E extends DomainEvent>(kinds: Record<string, E>, name: string, { concurrency, when, handle }: JointSubscriber<E>) {
      jobs.add(
        delivering(
          name,
          jointDelivery,
          ({ seqs }) => seqs,
          (ctx, tx, events) => handle(ctx, tx, events as RecordedEvent<E>[]),
          concurrency,
        ),
      );
      for (const kind of Object.values(kinds)) subscribe(kind, { name, when: when as Subscription["when"], together: true });
    },
  };
}
