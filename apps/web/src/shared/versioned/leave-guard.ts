import { useEffect } from "react";
import { useBlocker } from "react-router";

let free = false;
/** Goes to another address without being asked: what was unsaved has just been saved, or was given up. */
export function leaveFreely(go: () => void): void {
  free = true;
  try {
    go();
  } finally {
    free = false;
  }
}

/**
 * Holds the page while something is unsaved: leaving asks first. `asking` is true while it does; one guard per page. `withSearch`: what stands behind
 * the `?` of the address says what is edited, so that a change of it leaves as well.
 */
export function useLeaveGuard(dirty: boolean, withSearch = false): { asking: boolean; stay(): void; leave(): void } {
  const blocker = useBlocker(
    ({ currentLocation: from, nextLocation: to }) =>
      dirty && !free && (from.pathname !== to.pathname || (withSearch && from.search !== to.search)),
  );
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);
  return { asking: blocker.state === "blocked", stay: () => blocker.reset?.(), leave: () => blocker.proceed?.() };
}
