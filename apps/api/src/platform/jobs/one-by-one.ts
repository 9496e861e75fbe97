import { isPassing } from "../http/error-mapper.ts";

/**
 * Does the work for each, one after the other. One for which it fails holds up no other: a deadline that cannot be acted on must not stop those behind
 * it. Only when the database is away, or its disk full, the rest waits for the next sweep. Rejects in the end with what failed, for the sweeper to tell.
 */
export async function oneByOne<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failures.push(error);
      if (isPassing(error)) break;
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} failed, the first of them: ${failures[0]}`);
}
