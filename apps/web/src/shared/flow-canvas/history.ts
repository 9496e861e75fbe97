/** What is shown with what it was before and what was undone, each whole. */
export interface History<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
  /** Changes that follow each other under the same name are one step (typing a name, moving a node). */
  name: string | null;
}

const DEPTH = 200;

export const begin = <T>(now: T): History<T> => ({ past: [], now, future: [], name: null });

export function change<T>(history: History<T>, now: T, name: string | null = null): History<T> {
  if (now === history.now) return history;
  if (name !== null && name === history.name) return { ...history, now, future: [] };
  return { past: [...history.past, history.now].slice(-DEPTH), now, future: [], name };
}

export function undo<T>({ past, now, future }: History<T>): History<T> {
  const before = past.at(-1);
  return before === undefined
    ? { past, now, future, name: null }
    : { past: past.slice(0, -1), now: before, future: [now, ...future], name: null };
}

export function redo<T>({ past, now, future }: History<T>): History<T> {
  const [next, ...rest] = future;
  return next === undefined ? { past, now, future, name: null } : { past: [...past, now], now: next, future: rest, name: null };
}
