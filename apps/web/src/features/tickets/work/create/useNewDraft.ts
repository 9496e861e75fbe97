import { ticketEndpoints } from "@cloverdesk/contracts";
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../../../shared/api/index.ts";
import { type Begun, type Draft, isWorthKeeping } from "./draft.ts";

const PAUSE_MS = 800;
const RETRY_MS = 4_000;

export type KeepState = "none" | "kept" | "pending" | "failed";

/** A draft that is kept at the server while it is filled in, under the id that becomes the ticket's. */
export function useNewDraft(begun: Begun) {
  const [id, setId] = useState<string>(() => begun.kept?.id ?? crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>(begun.draft);
  const [kept, setKept] = useState<KeepState>(begun.kept ? "kept" : "none");
  const now = useRef({ id, draft, dirty: false, closed: false, atServer: begun.kept !== null });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(async (keepalive = false): Promise<void> => {
    clearTimeout(timer.current);
    const { id: ticketId, draft: body, dirty, closed, atServer } = now.current;
    // What the server has follows to the last, also when all was emptied.
    if (!dirty || closed || !(atServer || isWorthKeeping(body))) return;
    now.current.dirty = false;
    try {
      await call(ticketEndpoints.keepDraft, { params: { ticketId }, body }, { keepalive });
      now.current.atServer = true;
      if (!now.current.dirty) setKept("kept");
    } catch {
      now.current.dirty = true;
      setKept("failed");
      if (!now.current.closed) timer.current = setTimeout(() => void keep(), RETRY_MS);
    }
  }, []);

  /** Each change is a step from the newest draft: what an upload or a look-up brings lays nothing older over what was typed meanwhile. */
  const change = useCallback(
    (step: (draft: Draft) => Draft) => {
      now.current = { ...now.current, draft: step(now.current.draft), dirty: true };
      setDraft(now.current.draft);
      setKept("pending");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keep(), PAUSE_MS);
    },
    [keep],
  );

  /** Another window has made a ticket under this id: the same content goes on under a new one. */
  const renew = useCallback(() => {
    now.current = { ...now.current, id: crypto.randomUUID(), atServer: false };
    setId(now.current.id);
    change((same) => same);
  }, [change]);

  /** The ticket was made or the draft thrown away: nothing is kept any more. */
  const close = useCallback(() => {
    clearTimeout(timer.current);
    now.current.closed = true;
  }, []);

  useEffect(() => {
    const leave = () => void keep(true);
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      void keep();
    };
  }, [keep]);
  return { id, draft, kept, change, renew, close };
}
