import type { FlowVersion } from "@cloverdesk/contracts";
import { useCallback, useEffect, useRef, useState } from "react";
import { isCode } from "../../../shared/api/index.ts";
import { useHistory } from "../../../shared/flow-canvas/useHistory.ts";
import { changed, readLatest, saveFlow } from "./api.ts";

const PAUSE_MS = 800;
const RETRY_MS = 4_000;

export type SaveState = "none" | "pending" | "saving" | "saved" | "failed" | "conflict";

/**
 * A flow in the hands of one person: with undo, and saved by itself over the revision that was seen. When somebody else saved meanwhile,
 * nothing is overwritten: `theirs` is what they saved, until the person decides.
 */
export function useFlowDraft(loaded: FlowVersion) {
  const { typeId } = loaded;
  const history = useHistory(loaded.flow);
  const [base, setBase] = useState(loaded);
  const [state, setState] = useState<SaveState>("none");
  const [theirs, setTheirs] = useState<FlowVersion | null>(null);
  const now = useRef({ flow: loaded.flow, saved: loaded.flow, base: loaded, conflict: false, sending: Promise.resolve() });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const adopt = useCallback((version: FlowVersion) => {
    Object.assign(now.current, { saved: version.flow, base: version, conflict: false });
    setBase(version);
    setTheirs(null);
  }, []);

  const met = useCallback((other: FlowVersion) => {
    now.current.conflict = true;
    setTheirs(other);
    setState("conflict");
  }, []);

  const send = useCallback(
    async (keepalive: boolean): Promise<void> => {
      const { flow, base: over, saved, conflict } = now.current;
      if (conflict || flow === saved) return;
      setState("saving");
      try {
        const kept = await saveFlow(typeId, flow, over.revision, keepalive);
        if (kept.version !== over.version) changed(typeId, kept);
        adopt(kept);
        now.current.saved = flow;
        setState(now.current.flow === flow ? "saved" : "pending");
      } catch (error) {
        if (isCode(error, "tickets.setup_conflict")) await readLatest(typeId).then(met, () => setState("failed"));
        else setState("failed");
      }
    },
    [typeId, adopt, met],
  );

  /** Saves what is not saved yet; saves never overtake each other. Resolves when the last is answered. */
  const flush = useCallback(
    (keepalive = false): Promise<void> => {
      clearTimeout(timer.current);
      now.current.sending = now.current.sending.then(() => send(keepalive));
      return now.current.sending;
    },
    [send],
  );

  const flow = history.now;
  useEffect(() => {
    now.current.flow = flow;
    if (now.current.conflict) return;
    if (flow === now.current.saved) {
      setState((old) => (old === "pending" ? "saved" : old));
      return;
    }
    setState("pending");
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
    return () => clearTimeout(timer.current);
  }, [flow, flush]);

  useEffect(() => {
    if (state !== "failed") return;
    const again = setTimeout(() => void flush(), RETRY_MS);
    return () => clearTimeout(again);
  }, [state, flush]);

  useEffect(() => {
    const leave = () => void flush(true);
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      void flush();
    };
  }, [flush]);

  const { restart, change } = history;
  /** Goes on with a version as the server has it: published, discarded, or changed by somebody else while nothing was changed here. */
  const begin = useCallback(
    (version: FlowVersion) => {
      adopt(version);
      now.current.flow = version.flow;
      restart(version.flow);
      setState("none");
    },
    [adopt, restart],
  );

  // Back at the page: somebody may have gone on with the draft meanwhile.
  useEffect(() => {
    const look = async (): Promise<void> => {
      const latest = await readLatest(typeId).catch(() => null);
      if (!latest || latest.revision === now.current.base.revision) return;
      if (now.current.flow === now.current.saved) begin(latest);
      else met(latest);
    };
    const onFocus = () => void now.current.sending.then(look);
    addEventListener("focus", onFocus);
    return () => removeEventListener("focus", onFocus);
  }, [typeId, begin, met]);

  /** Theirs replaces mine, which *undo* brings back; or mine is saved over theirs, which the person has been told of. */
  const decide = useCallback(
    (whose: "theirs" | "mine") => {
      if (!theirs) return;
      adopt(theirs);
      if (whose === "theirs") {
        change(theirs.flow);
        setState("saved");
      } else void flush();
    },
    [theirs, adopt, change, flush],
  );

  const latest = useCallback((): FlowVersion => now.current.base, []);
  return { history, base, latest, state, theirs, flush, begin, decide };
}
