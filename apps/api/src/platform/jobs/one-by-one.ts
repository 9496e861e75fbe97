/** So many failures in a row are the database's fault, not theirs: the rest waits for the next sweep. */
const IN_A_ROW = 10;

/**
 * Does the work for each, one after the other. One for which it fails holds up no other: a deadline that cannot be acted on must not stop those behind
 * it. Rejects in the end with what failed, for the sweeper to tell.
 */
export async function oneByOne<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  let inARow = 0;
  for (const item of items) {
    try {
      await work(item);
      inARow = 0;
    } catch (error) {
      failures.push(error);
      if (++inARow === IN_A_ROW) break;
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} failed, the first of them: ${failures[0]}`);
}
