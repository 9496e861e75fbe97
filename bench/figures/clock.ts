/** Milliseconds on the machine's monotonic clock: the same in every process, so that a bench may subtract a time of one from a time of another. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Runs `work(n)` for n = 0… at these absolute times, however long each takes, and resolves when the last has begun. */
export async function paced(count: number, everyMs: number, work: (n: number) => void): Promise<void> {
  const start = now();
  for (let n = 0; n < count; n++) {
    const early = start + n * everyMs - now();
    if (early > 0) await pause(early);
    work(n);
  }
}
