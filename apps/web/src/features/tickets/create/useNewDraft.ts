import { ticketEndpoints } from "@cloverdesk/contracts";
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../../shared/api/index.ts";
import { type Draft, EMPTY_DRAFT, isWorthKeeping } from "./draft.ts";

const PAUSE_MS = 800;
const RETRY_MS = 4_000;

export type KeepState = "none" | "kept" | "pending" | "failed";

/** A draft that is kept at the server while it is filled in, under the id that becomes the ticket's. */
export function useNewDraft() {
  const [id, setId] = useState<string>(() => crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [kept, setKept] = useState<KeepState>("none");
  const now = useRef({ id, draft, dirty: false, closed: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(async (keepalive = false): Promise<void> => {
    clearTimeout(timer.current);
    const { id: ticketId, draft: body, dirty, closed } = now.current;
    if (!dirty || closed || !isWorthKeeping(body)) return;
    now.current.dirty = false;
    try {
      await call(ticketEndpoints.keepDraft, { params: { ticketId }, body }, { keepalive });
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

  /** Goes on with what the server kept, or begins with what is known here. */
  const begin = useCallback((start: { id: string; draft: Draft } | null, known: Partial<Draft>) => {
    const begun = { ...EMPTY_DRAFT, ...start?.draft, ...known };
    now.current = { id: start?.id ?? now.current.id, draft: begun, dirty: false, closed: false };
    setId(now.current.id);
    setDraft(begun);
    setKept(start ? "kept" : "none");
  }, []);

  /** Another window has made a ticket under this id: the same content goes on under a new one. */
  const renew = useCallback(() => {
    now.current.id = crypto.randomUUID();
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
  return { id, draft, kept, change, begin, renew, close };
}
