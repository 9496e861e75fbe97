import { useEffect } from "react";
import { useBlocker } from "react-router";

/** Holds the page while something is unsaved: leaving asks first. `asking` is true while it does; one guard per page. */
export function useLeaveGuard(dirty: boolean): { asking: boolean; stay(): void; leave(): void } {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);
  return { asking: blocker.state === "blocked", stay: () => blocker.reset?.(), leave: () => blocker.proceed?.() };
}
