import type { SummaryFields } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { isCode, queryClient } from "../../../shared/api/index.ts";
import { readStored, writeStored } from "../../../shared/hooks/index.ts";
import { putDraft, saveSummary, summaryQuery } from "./api.ts";
import { type Draft, type DraftEvent, draftStep, type LocalCopy, localCopy } from "./draft.ts";

const PAUSE_MS = 700;
const RETRY_MS = 4_000;

/** A call's summary with its draft saved while typing, on leaving a field and on leaving the page. */
export function useDraft(callId: string) {
  const loaded = useQuery(summaryQuery(callId));
  const [draft, setDraft] = useState<Draft | null>(null);
  const now = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const step = useCallback((event: DraftEvent): Draft | null => {
    now.current = draftStep(now.current, event);
    setDraft(now.current);
    return now.current;
  }, []);

  const remember = useCallback(() => writeStored(`draft.${callId}`, localCopy(now.current)), [callId]);

  const conflicted = useCallback(async () => {
    const theirs = await queryClient.fetchQuery({ ...summaryQuery(callId), staleTime: 0 });
    step({ kind: "conflict", theirs });
    remember();
  }, [callId, step, remember]);

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const d = now.current;
    if (!d?.dirty || d.sending || d.state === "saved") return;
    step({ kind: "sending" });
    try {
      const summary = await putDraft(callId, { version: d.base, fields: d.fields });
      const after = step({ kind: "kept", summary, at: Date.now() });
      queryClient.setQueryData(summaryQuery(callId).queryKey, summary);
      if (after?.dirty) timer.current = setTimeout(() => void flush(), PAUSE_MS);
    } catch (error) {
      if (isCode(error, "summary.conflict")) await conflicted().catch(() => step({ kind: "failed" }));
      else {
        step({ kind: "failed" });
        timer.current = setTimeout(() => void flush(), RETRY_MS);
      }
    }
    remember();
  }, [callId, step, remember, conflicted]);

  const type = useCallback(
    (fields: Partial<SummaryFields>) => {
      step({ kind: "typed", fields });
      remember();
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), PAUSE_MS);
    },
    [step, remember, flush],
  );

  /** Completes the contact. Throws what the server answers, except a conflict, which is shown in the draft. */
  const save = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    await settled(now);
    const d = now.current;
    if (!d) return;
    step({ kind: "sending" });
    try {
      const summary = await saveSummary(callId, { version: d.base, fields: d.fields });
      step({ kind: "kept", summary, at: Date.now() });
      queryClient.setQueryData(summaryQuery(callId).queryKey, summary);
    } catch (error) {
      if (!isCode(error, "summary.conflict")) {
        step({ kind: "failed" });
        throw error;
      }
      await conflicted();
    }
    remember();
  }, [callId, step, remember, conflicted]);

  /** What was decided counts at once: theirs leaves nothing of mine behind, mine goes to the server, also over a summary that was saved. Throws as `save`. */
  const decide = useCallback(
    async (event: Extract<DraftEvent, { kind: "use-mine" | "use-theirs" }>): Promise<void> => {
      const after = step(event);
      remember();
      if (after?.dirty) await (after.state === "saved" ? save() : flush());
    },
    [step, remember, save, flush],
  );

  const { data } = loaded;
  useEffect(() => {
    if (data)
      step(
        now.current
          ? { kind: "pushed", summary: data }
          : { kind: "loaded", summary: data, local: readStored<LocalCopy | null>(`draft.${callId}`, null) },
      );
    if (now.current?.dirty && !timer.current) timer.current = setTimeout(() => void flush(), PAUSE_MS);
  }, [data, callId, step, flush]);

  useEffect(() => {
    const leave = () => {
      const d = now.current;
      if (d?.dirty && d.state !== "saved") void putDraft(callId, { version: d.base, fields: d.fields }, true).catch(() => undefined);
    };
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      void flush();
    };
  }, [callId, flush]);

  return { draft, loaded, type, flush, save, decide };
}

/** Waits until a save under way has come back, so that versions do not cross. */
async function settled(draft: { current: Draft | null }): Promise<void> {
  for (let i = 0; i < 100 && draft.current?.sending; i++) await new Promise((resolve) => setTimeout(resolve, 50));
}
