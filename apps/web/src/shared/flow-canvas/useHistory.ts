import { useCallback, useState } from "react";
import { begin, change, type History, redo, undo } from "./history.ts";

/** A value with undo and redo. `name` joins changes that follow each other into one step. */
export function useHistory<T>(first: T) {
  const [history, setHistory] = useState<History<T>>(() => begin(first));
  return {
    now: history.now,
    change: useCallback((next: T | ((now: T) => T), name?: string) => {
      setHistory((h) => change(h, typeof next === "function" ? (next as (now: T) => T)(h.now) : next, name));
    }, []),
    restart: useCallback((next: T) => setHistory(begin(next)), []),
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
