import { AsyncLocalStorage } from "node:async_hooks";
import type { RecordedEvent } from "@cloverdesk/contracts";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { createAnnouncer } from "./announcer.ts";
import { directly, directlyWithin, type SqlReader } from "./direct.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";
import { inPipelinedTransaction } from "./pipelined.ts";

export { prepared, type SqlReader } from "./direct.ts";
export { Prisma };

/** Rows through Prisma's models, SQL through `$queryRaw` and `$executeRaw`, which go to PostgreSQL directly (direct.ts). */
export interface Database {
  prisma: Reader;
  url: string;
  /** Runs `work`, and then `last`, in one transaction. What belongs to a command goes through transaction.ts, which also writes its events. */
  inTransaction: RunsIn<Reader>;
  /** The same for work that needs no models: with fewer journeys (pipelined.ts) and without Prisma. */
  inSqlTransaction: RunsIn<SqlReader>;
  /** Called after each commit with what the transaction recorded; set once by the relay, the voice link and the jobs' dispatcher. */
  afterCommit: Set<(recorded: Recorded) => void>;
  /** The declared subscribers of each event name (platform/events), for which transactions write job requests. */
  subscriptions: Map<string, Subscription[]>;
  /** Whether payloads of events are parsed before they are written (tests, development); set once by app.ts. */
  checkEvents: boolean;
  /** Tells every api process which events were committed. */
  announce(seqs: string[]): void;
  /** Whether PostgreSQL answers. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}
/** Inside a transaction, or outside: what a repo reads and writes through. */
export type Reader = Prisma.TransactionClient;
type RunsIn<Rows> = <T>(work: (rows: Rows) => Promise<T>, last?: (rows: Rows) => Promise<unknown>) => Promise<T>;

/** A job that delivers an event, and whether it takes an event with this payload. */
export interface Subscription {
  name: string;
  when?: ((data: Record<string, unknown>) => boolean) | undefined;
  /** One job delivers all events of a transaction that it takes. */
  together?: boolean;
}

/** What a transaction recorded besides its rows. */
export interface Recorded {
  events: RecordedEvent[];
  /** Calls for which commands to the voice service wait in the outbox. */
  commandedCalls: string[];
  /** Whether it asked for jobs that are due at once. */
  areJobsDue: boolean;
}

/** A connection plans a prepared statement anew for its first uses: one that was closed after every quiet moment would always be slow. */
const IDLE_MS = 600_000;

/** Longer nobody waits for a connection: then the database is told to be unavailable. */
const WAIT_MS = 10_000;

/** Two lanes listen, two connections are for everything else. */
const WORKER_CONNECTIONS = 4;

/** `poolSize` connections for transactions, and as many for what is read outside of them. */
export function openDatabase(url: string, poolSize = 12, waitMs = WAIT_MS): Database {
  const settings = {
    connectionString: url,
    max: poolSize,
    keepAlive: true,
    pipeline: true,
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: waitMs,
    // A search gathers up to some hundred thousand places; what does not fit is looked at row by row, for seconds.
    options: "-c TimeZone=UTC -c work_mem=32MB",
  };
  const transactions = new pg.Pool(settings);
  const pool = new ReadingPool(settings, transactions);
  // A PostgreSQL that restarts breaks idle connections; the pool makes new ones, the error itself is no news.
  for (const each of [transactions, pool]) each.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 2 * waitMs, timeout: 20_000 } });
  const reader = withDirect(prisma, directly(pool));
  return {
    prisma: reader,
    url,
    inTransaction: (work, last = nothing) => {
      const begun: Begun = {};
      return onTheWay.run(begun, () =>
        prisma.$transaction(async (models) => {
          if (!begun.connection) throw new Error("the transaction's connection is not known");
          const { rows: direct, end } = directlyWithin(begun.connection);
          const rows = withDirect(models, direct);
          try {
            const value = await work(rows);
            await last(rows);
            return value;
          } finally {
            end();
          }
        }),
      );
    },
    inSqlTransaction: (work, last = nothing) => inPipelinedTransaction(transactions, work, last),
    afterCommit: new Set(),
    checkEvents: false,
    subscriptions: new Map(),
    announce: createAnnouncer(directly(pool)),
    answers: () =>
      reader.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      ),
    async close() {
      await prisma.$disconnect();
      for (const each of [transactions, pool]) await each.end().catch(() => {});
    },
  };
}

/** The connections of graphile-worker: each lane listens on one, the others fetch jobs and note their ends. */
export function openWorkerPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: WORKER_CONNECTIONS, keepAlive: true, connectionTimeoutMillis: WAIT_MS });
  // Broken connections are replaced, as above.
  pool.on("error", () => {});
  return pool;
}

const nothing = async (): Promise<void> => {};

/** A transaction that Prisma begins, with its connection once it has one. */
interface Begun {
  connection?: pg.PoolClient;
}
const onTheWay = new AsyncLocalStorage<Begun>();

/**
 * Connections for single statements. Who takes one for longer, which Prisma does for a transaction, has it from another pool: a transaction that reads
 * outside of itself (settings, a ticket's flow) would otherwise wait for a connection that others hold who wait for one as well. SQL beside the
 * models goes over the transaction's own connection, so its beginner is told which.
 */
class ReadingPool extends pg.Pool {
  #transactions: pg.Pool;

  constructor(settings: pg.PoolConfig, transactions: pg.Pool) {
    super(settings);
    this.#transactions = transactions;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool["connect"]>[0]): void;
  override connect(callback?: Parameters<pg.Pool["connect"]>[0]): Promise<pg.PoolClient> | undefined {
    if (callback) {
      super.connect(callback);
      return;
    }
    const begun = onTheWay.getStore();
    return this.#transactions.connect().then((connection) => {
      if (begun) begun.connection ??= connection;
      return connection;
    });
  }
}

/** The same rows, with SQL that does not go through Prisma. */
function withDirect(rows: Reader, direct: SqlReader): Reader {
  return new Proxy(rows, {
    get: (target, key) => (key === "$queryRaw" || key === "$executeRaw" ? direct[key] : Reflect.get(target, key)),
  });
}
