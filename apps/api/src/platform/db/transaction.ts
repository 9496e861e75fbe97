import { randomUUID } from "node:crypto";
import type { DomainEvent, EventData, RecordedEvent, VoiceCommand } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { Actor } from "../http/actor.ts";
import type { Job, JobOptions } from "../jobs/job.ts";
import { type JobRequest, jobRequest, writeJobRequests } from "../jobs/job-requests.repo.ts";
import { type Database, prepared, type Reader, type SqlReader } from "./client.ts";

/** A transaction of one command: rows through `rows`; events, voice commands and jobs are written with them. */
export interface Tx<Rows extends SqlReader = Reader> {
  rows: Rows;
  /** The moment the command is about; every row and event of the transaction carries it. */
  at: Date;
  /** Appends an event row: what happened (contracts/<module>/events.ts) to which entity. `note` names the part of the product that acted. */
  record<E extends DomainEvent>(event: E, happened: Happened<E>): void;
  /** Puts a command to the voice service into the outbox; it is sent after the commit, in order per call. */
  command(command: VoiceCommand): void;
  /** Asks for a job; it runs after the commit, in whichever process takes it. Throws when the payload is not what the job declares. */
  job<Payload extends z.ZodType>(job: Job<Payload>, payload: z.input<Payload>, options?: JobOptions): void;
}

/** To what an event happened, with its payload where it has one. */
export type Happened<E extends DomainEvent> = { entityId: string; note?: string } & (Record<never, never> extends EventData<E>
  ? { data?: EventData<E> }
  : { data: EventData<E> });

/** Thrown to leave a transaction without a trace, when a compare-and-set found that somebody else was first. */
export class RaceLost extends Error {}

/** A transaction of SQL alone, on the way of a call. What takes one takes every other, too. */
export type SqlTx = Tx<SqlReader>;

/**
 * Runs `work` in one transaction and commits rows, events, voice commands and job requests together. After the commit, `db.afterCommit` is called.
 * `by` is the person who acts, or null for the product itself.
 */
export const transaction = <T>(db: Database, by: Actor | null, at: Date, work: (tx: Tx) => Promise<T>): Promise<T> =>
  commit(db, db.inTransaction, by, at, work);

/** The same for commands that need no models. */
export const sqlTransaction = <T>(db: Database, by: Actor | null, at: Date, work: (tx: SqlTx) => Promise<T>): Promise<T> =>
  commit(db, db.inSqlTransaction, by, at, work);

async function commit<T, Rows extends SqlReader>(
  db: Database,
  run: (work: (rows: Rows) => Promise<T>, last: (rows: SqlReader) => Promise<unknown>) => Promise<T>,
  by: Actor | null,
  at: Date,
  work: (tx: Tx<Rows>) => Promise<T>,
): Promise<T> {
  const events: NewEvent[] = [];
  const commands: VoiceCommand[] = [];
  const jobs: JobRequest[] = [];
  let recorded: RecordedEvent[] = [];
  const result = await run(
    (rows) =>
      work({
        rows,
        at,
        record({ name, entity, data: shape }, { entityId, data = {}, note }) {
          if (db.checkEvents) shape.parse(JSON.parse(JSON.stringify(data)));
          const taking = (db.subscriptions.get(name) ?? []).filter(({ when }) => when?.(data) ?? true);
          const subscribers = taking.filter(({ together }) => !together).map((each) => each.name);
          const together = taking.filter((each) => each.together).map((each) => each.name);
          events.push({ name, entity, entityId, actorId: by?.personId ?? null, actorNote: note ?? null, data, subscribers, together });
        },
        command: (command) => commands.push(command),
        job: (job, payload, options) => jobs.push(jobRequest(job, payload, at, options)),
      }),
    async (rows) => {
      [recorded] = await Promise.all([writeEvents(rows, at, events), writeCommands(rows, at, commands), writeJobRequests(rows, at, jobs)]);
    },
  );
  const commandedCalls = [...new Set(commands.map((command) => command.callId))];
  const areJobsDue = jobs.some(({ runAt }) => runAt <= at) || events.some(isHeard);
  for (const listener of db.afterCommit) listener({ events: recorded, commandedCalls, areJobsDue });
  db.announce(recorded.map(({ seq }) => String(seq)));
  return result;
}

/** `subscribers` get a job for this event, `together` one for all of the transaction that they take. */
type NewEvent = Omit<RecordedEvent, "seq" | "at"> & { actorNote: string | null; subscribers: string[]; together: string[] };

const isHeard = ({ subscribers, together }: NewEvent): boolean => subscribers.length + together.length > 0;

/** One statement for all events and the jobs that deliver them; answers the events as they stand in the table. */
async function writeEvents(rows: SqlReader, at: Date, events: NewEvent[]): Promise<RecordedEvent[]> {
  if (events.length === 0) return [];
  const asJson = JSON.stringify(events);
  const written = await rows.$queryRaw<{ seq: bigint }[]>(events.some(isHeard) ? insertWithDeliveries(at, asJson) : insert(at, asJson));
  const kept = JSON.parse(asJson) as NewEvent[];
  return kept.map(({ actorNote: _, subscribers: __, together: ___, ...event }, n) => ({ ...event, at, seq: written[n]?.seq ?? 0n }));
}

const insert = (at: Date, events: string) => prepared`
  INSERT INTO event (name, at, actor_id, actor_note, entity, entity_id, data)
  SELECT x.name, ${at}, x."actorId"::uuid, x."actorNote", x.entity, x."entityId"::uuid, x.data
  FROM jsonb_to_recordset(${events}::jsonb) AS x(name text, "actorId" text, "actorNote" text, entity text, "entityId" text, data jsonb)
  RETURNING seq`;

/** The numbers are drawn first, so that a request can name its event. */
const insertWithDeliveries = (at: Date, events: string) => prepared`
  WITH given AS MATERIALIZED (
    SELECT nextval(pg_get_serial_sequence('event', 'seq')) AS seq, x.*
    FROM jsonb_to_recordset(${events}::jsonb)
      AS x(name text, "actorId" text, "actorNote" text, entity text, "entityId" text, data jsonb, subscribers jsonb, together jsonb)
  ), asked AS (
    INSERT INTO job_request (id, name, payload, run_at, created_at)
    SELECT gen_random_uuid(), subscriber, jsonb_build_object('seq', given.seq::text), ${at}::timestamptz, ${at}::timestamptz
    FROM given, jsonb_array_elements_text(given.subscribers) AS subscriber
    UNION ALL
    SELECT gen_random_uuid(), subscriber, jsonb_build_object('seqs', jsonb_agg(given.seq::text ORDER BY given.seq)), ${at}::timestamptz, ${at}::timestamptz
    FROM given, jsonb_array_elements_text(given.together) AS subscriber GROUP BY subscriber
  ), written AS (
    INSERT INTO event (seq, name, at, actor_id, actor_note, entity, entity_id, data)
    SELECT seq, name, ${at}, "actorId"::uuid, "actorNote", entity, "entityId"::uuid, data FROM given
    RETURNING seq
  )
  SELECT seq FROM written ORDER BY seq`;

async function writeCommands(rows: SqlReader, at: Date, commands: VoiceCommand[]): Promise<void> {
  if (commands.length === 0) return;
  const all = commands.map((command) => ({ id: randomUUID(), callId: command.callId, command }));
  await rows.$executeRaw(prepared`
    INSERT INTO voice_command (id, call_id, command, created_at)
    SELECT x.id, x."callId", x.command, ${at} FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS x(id uuid, "callId" uuid, command jsonb)`);
}
