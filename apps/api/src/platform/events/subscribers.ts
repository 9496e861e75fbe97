import type { DomainEvent, RecordedEvent } from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext, Clock } from "../app-context.ts";
import type { Database } from "../db/client.ts";
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

export interface Subscribers {
  /** `name` is the name of the job that delivers the event (`module.verb-noun`); waiting deliveries are stored under it. All processes subscribe the same. */
  on<E extends DomainEvent>(event: E, name: string, subscriber: Subscriber<E>): void;
}

/** The number of the event, as text: it may exceed the safe integers of JavaScript. */
const delivery = z.object({ seq: z.string().regex(/^\d{1,19}$/) });

/**
 * Durable subscribers: the transaction of an event also writes a job request per subscriber (db/transaction.ts). The job is removed in the transaction of the
 * effects, so each effect happens once. Events that a trigger writes (`setting.changed`) have no subscribers.
 */
export function createSubscribers(db: Database, clock: Clock, jobs: Jobs): Subscribers {
  return {
    on<E extends DomainEvent>(kind: E, name: string, { when, handle }: Subscriber<E>) {
      const job = defineJob({
        name,
        payload: delivery,
        async subjects(_ctx, deliveries) {
          const events = await readEvents(
            db,
            deliveries.map(({ seq }) => seq),
          );
          const names = new Map(events.map((event) => [String(event.seq), event.name]));
          return deliveries.map(({ seq }) => names.get(seq) ?? null);
        },
        async run(ctx, { seq }, run) {
          const [event] = await readEvents(db, [seq]);
          if (!event) throw new Error(`event ${seq} does not exist`);
          await sqlTransaction(db, null, clock(), async (tx) => {
            // First, so that the lock on the job's row keeps another process out until the effects are committed.
            await run.completeIn(tx);
            await handle(ctx, tx, event as RecordedEvent<E>);
          });
        },
      });
      jobs.add(job);
      const subscription = { name, when: when as ((data: Record<string, unknown>) => boolean) | undefined };
      db.subscriptions.set(kind.name, [...(db.subscriptions.get(kind.name) ?? []), subscription]);
    },
  };
}
