import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { createAnnouncer } from "./announcer.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";

export { Prisma };

/** Rows through Prisma, hot paths through its `$queryRaw`; `pool` only for what Prisma cannot do (LISTEN, COPY). */
export interface Database {
  prisma: PrismaClient;
  url: string;
  /** Called after each commit with what the transaction recorded; set once by the relay and the voice link. */
  afterCommit: Set<(recorded: Recorded) => void>;
  /** Tells every api process which events were committed. */
  announce(seqs: string[]): void;
  /** Whether PostgreSQL answers. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}
/** Inside a transaction, or outside: what a repo reads and writes through. */
export type Reader = Prisma.TransactionClient;

/** What a transaction recorded besides its rows. */
export interface Recorded {
  events: RecordedEvent[];
  /** Calls for which commands to the voice service wait in the outbox. */
  commandedCalls: string[];
}
export interface RecordedEvent {
  name: string;
  entity: string;
  entityId: string;
  actorId: string | null;
  actorNote: string | null;
  data: Record<string, unknown>;
}

export function openDatabase(url: string, poolSize = 16): Database {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, keepAlive: true, options: "-c TimeZone=UTC" });
  // A PostgreSQL that restarts breaks idle connections; the pool makes new ones, the error itself is no news.
  pool.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
  return {
    prisma,
    url,
    afterCommit: new Set(),
    announce: createAnnouncer(prisma),
    answers: () =>
      prisma.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      ),
    async close() {
      await prisma.$disconnect();
      await pool.end().catch(() => {});
    },
  };
}
