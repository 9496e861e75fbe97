import type { QueueCount } from "@cloverdesk/contracts";
import type { SqlReader } from "../../../platform/db/client.ts";
import { type QueueEntry, readEntry, readOverdue, readPosition, readWaiting } from "../queue.repo.ts";

/** Callers waiting in these groups now, an empty queue included; a caller for whom an agent is rung no longer counts. */
export async function queueCounts(reader: SqlReader, groupIds: string[]): Promise<QueueCount[]> {
  const rows = await readWaiting(reader, groupIds);
  return rows.map(({ longestSince, ...row }) => ({ ...row, longestSince: longestSince?.toISOString() ?? null }));
}

/** Entries whose longest wait passed and for whom nobody is rung; at most 200 at a time, the most overdue first. */
export const overdueEntries = (reader: SqlReader, at: Date): Promise<QueueEntry[]> => readOverdue(reader, at);

export const queueEntry = (reader: SqlReader, callId: string): Promise<QueueEntry | null> => readEntry(reader, callId);

/** The caller's place in their group's queue, 1 is next; null when not waiting, or when an agent is being rung. */
export const positionOf = (reader: SqlReader, callId: string): Promise<number | null> => readPosition(reader, callId);
