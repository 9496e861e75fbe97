import type { ImportItem } from "@cloverdesk/contracts";

/** How much of creating or undoing is done, percent of the rows that it is about. It goes on after a pause where it was. */
export function percentDone({ state, figures }: Pick<ImportItem, "state" | "figures">): number {
  const { ready = 0, created = 0, undone = 0, kept = 0 } = figures;
  const [done, left] = state === "committing" ? [created, ready] : [undone + kept, created];
  return Math.floor((100 * done) / Math.max(1, done + left));
}
