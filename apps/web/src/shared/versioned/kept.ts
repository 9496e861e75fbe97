import { useCallback, useSyncExternalStore } from "react";
import { useSession } from "../api/index.ts";

type Step<T> = (before: T | null) => T | null;

const PREFIX = "cloverdesk.kept.";
const known = new Map<string, unknown>();
const readers = new Set<() => void>();

/** What is kept under a name in this tab; null when nothing is. */
export function readKept<T>(name: string): T | null {
  if (!known.has(name)) known.set(name, stored(name));
  return known.get(name) as T | null;
}

/** Each change is a step from what is kept now, also for those who have left the page meanwhile. */
export function keep<T>(name: string, step: Step<T>): void {
  const before = readKept<T>(name);
  const next = step(before);
  if (next === before) return;
  known.set(name, next);
  try {
    if (next === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(next));
  } catch {
    // A full or forbidden storage: it is kept until the page is loaded again.
  }
  for (const read of readers) read();
}

function stored(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return null;
  }
}

function subscribe(read: () => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}

/**
 * What a person is typing, remembered by this tab until it is null: over reloads, other pages, and calls that come in between. Of the signed-in
 * person alone, whoever else signs in at this browser.
 */
export function useKept<T>(key: string): [T | null, (step: Step<T>) => void] {
  const me = useSession((s) => s.session?.me.id ?? "");
  const name = `${me}.${key}`;
  const value = useSyncExternalStore(subscribe, () => readKept<T>(name));
  const change = useCallback((step: Step<T>) => keep(name, step), [name]);
  return [value, change];
}
