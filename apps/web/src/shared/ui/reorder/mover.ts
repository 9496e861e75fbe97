import { useId, useLayoutEffect, useRef } from "react";

/** Keeps the focus on a grip whose row has just moved, and names the grips so that they are found again. */
export function useMover(): { gripId(id: string): string; moved(id: string): void } {
  const prefix = useId();
  const last = useRef<string | null>(null);
  const gripId = (id: string) => `${prefix}-${id}`;
  useLayoutEffect(() => {
    if (last.current === null) return;
    document.getElementById(gripId(last.current))?.focus();
    last.current = null;
  });
  return {
    gripId,
    moved(id) {
      last.current = id;
    },
  };
}
