import { useSyncExternalStore } from "react";
import { serverClock } from "../realtime/clock.ts";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = serverClock.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  current = serverClock.now();
  timer ??= setInterval(() => {
    current = serverClock.now();
    for (const each of listeners) each();
  }, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's time in whole seconds (as ms): all timers on the screen change in the same instant. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => Math.floor(current / 1000) * 1000);
