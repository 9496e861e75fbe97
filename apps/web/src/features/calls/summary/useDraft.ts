import type { Summary, SummaryFields } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { isCode, queryClient } from "../../../shared/api/index.ts";
import { isDirty, useVersioned } from "../../../shared/versioned/index.ts";
import { putDraft, saveSummary, summaryQuery } from "./api.ts";
import { baseOf, SUMMARY, type SummaryBase } from "./draft.ts";

const PAUSE_MS = 700;

/** A call's summary with its draft saved while typing, on leaving a field and on leaving the page; once it is saved only where it may be `amended`. */
export function useDraft(callId: string, amended: boolean) {
  const loaded = useQuery(summaryQuery(callId));
  const shown = (summary: Summary): SummaryBase => {
    queryClient.setQueryData(summaryQuery(callId).queryKey, summary);
    return baseOf(summary);
  };
  const { draft, current, change, flush, saveWith, decide, reset } = useVersioned<SummaryFields, SummaryBase>({
    known: loaded.data && baseOf(loaded.data),
    policy: SUMMARY,
    auto: {
      pause: PAUSE_MS,
      save: async (fields, { version }, keepalive) => shown(await putDraft(callId, { version, fields }, keepalive)),
      when: ({ base }) => base.summary.state !== "saved" || amended,
    },
    conflict: {
      is: (error) => isCode(error, "summary.conflict"),
      latest: async () => baseOf(await queryClient.fetchQuery({ ...summaryQuery(callId), staleTime: 0 })),
    },
    copy: `summary.${callId}`,
  });

  const type = useCallback((fields: Partial<SummaryFields>) => change((before) => ({ ...before, ...fields })), [change]);

  /** Completes the contact; answers whether it did. Throws what the server answers, except a conflict, which is shown in the draft. */
  const save = (): Promise<boolean> => saveWith(async (fields, { version }) => shown(await saveSummary(callId, { version, fields })));

  /** What was decided counts at once: mine goes to the server, also over a summary that was saved. Throws as `save`. */
  async function choose(whose: "mine" | "theirs"): Promise<void> {
    decide(whose);
    const after = current();
    if (after && isDirty(after, SUMMARY)) await (after.base.summary.state === "saved" ? save() : flush());
  }

  /** Gives up a correction that was not saved. */
  const giveUp = (): void => {
    const at = current();
    if (at) reset(at.base);
  };

  return { draft, loaded, type, flush: () => void flush(), save, choose, giveUp };
}
