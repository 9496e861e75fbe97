import type { FlowVersion } from "@cloverdesk/contracts";
import { useCallback, useEffect, useRef, useState } from "react";
import { isCode } from "../../../shared/api/index.ts";
import { useHistory } from "../../../shared/flow-canvas/useHistory.ts";
import { changed, discardFlow, publishFlow, readLatest, saveFlow } from "./api.ts";

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
  const now = useRef({ flow: loaded.flow, saved: loaded.flow, base: loaded, conflict: false, turn: Promise.resolve<unknown>(null) });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  /** What asks the server about this draft waits for what asked before, so that no answer is overtaken. */
  const inTurn = useCallback(<T>(ask: () => Promise<T>): Promise<T> => {
    const answer = now.current.turn.then(ask);
    now.current.turn = answer.catch(() => null);
    return answer;
  }, []);

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

  /** Answers whether the server has the flow as it stands when its turn comes. */
  const send = useCallback(
    async (keepalive = false): Promise<boolean> => {
      const { flow, base: over, saved, conflict } = now.current;
      if (conflict) return false;
      if (flow === saved) return true;
      setState("saving");
      try {
        const kept = await saveFlow(typeId, flow, over.revision, keepalive);
        if (kept.version !== over.version) changed(typeId, kept);
        adopt(kept);
        now.current.saved = flow;
        setState(now.current.flow === flow ? "saved" : "pending");
        return true;
      } catch (error) {
        if (isCode(error, "tickets.setup_conflict")) await readLatest(typeId).then(met, () => setState("failed"));
        else setState("failed");
        return false;
      }
    },
    [typeId, adopt, met],
  );

  /** Saves what is not saved yet; answers whether that worked. */
  const flush = useCallback(
    (keepalive = false): Promise<boolean> => {
      clearTimeout(timer.current);
      return inTurn(() => send(keepalive));
    },
    [inTurn, send],
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

  /** Null, and nothing is published, when the draft cannot be saved as it stands. What is changed meanwhile begins the next draft. */
  const publish = useCallback(
    (): Promise<FlowVersion | null> =>
      inTurn(async () => {
        if (!(await send())) return null;
        const { saved, base: draft } = now.current;
        const published = await publishFlow(typeId, draft.revision);
        if (now.current.flow === saved) begin(published);
        else adopt(published);
        return published;
      }),
    [typeId, inTurn, send, begin, adopt],
  );

  /** Also what was never saved, and could not be. */
  const discard = useCallback(
    (): Promise<void> =>
      inTurn(async () => {
        const { base: draft } = now.current;
        begin(draft.state === "draft" ? await discardFlow(typeId, draft.revision) : draft);
      }),
    [typeId, inTurn, begin],
  );

  // Back at the page: somebody may have gone on with the draft meanwhile.
  useEffect(() => {
    const look = async (): Promise<void> => {
      const latest = await readLatest(typeId).catch(() => null);
      if (!latest || latest.revision === now.current.base.revision) return;
      if (now.current.flow === now.current.saved) begin(latest);
      else met(latest);
    };
    const onFocus = () => void inTurn(look);
    addEventListener("focus", onFocus);
    return () => removeEventListener("focus", onFocus);
  }, [typeId, inTurn, begin, met]);

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

  return { history, base, state, theirs, flush, publish, discard, decide };
}
