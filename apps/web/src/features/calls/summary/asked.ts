import { useEffect, useRef } from "react";
import { create } from "zustand";

/** To be filled in, or to be saved as it stands. */
export type SummaryWish = "show" | "save";

/** What is asked of a call's summary from outside of its form, until a form does it. */
const useAsked = create<{ callId: string | null; wish: SummaryWish }>(() => ({ callId: null, wish: "show" }));

/** Asks the form of this call's summary: the one on the page, or the one that is about to be shown. */
export const askSummary = (callId: string, wish: SummaryWish): void => useAsked.setState({ callId, wish });

/** Does what was asked of this call's summary, once, as soon as its draft is there. */
export function useSummaryAsked(callId: string, isReady: boolean, act: (wish: SummaryWish) => void): void {
  const asked = useAsked();
  const doing = useRef(act);
  doing.current = act;
  useEffect(() => {
    // Asked again at the store: another form of this call may have done it meanwhile.
    if (!isReady || asked.callId !== callId || useAsked.getState().callId !== callId) return;
    useAsked.setState({ callId: null });
    doing.current(asked.wish);
  }, [isReady, asked, callId]);
}
