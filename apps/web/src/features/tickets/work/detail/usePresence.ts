import { type PresentPerson, ticketEndpoints, ticketPushes } from "@cloverdesk/contracts";
import { useEffect, useRef, useState } from "react";
import { call, queryClient, useSession } from "../../../../shared/api/index.ts";
import { onPush, tabId } from "../../../../shared/realtime/index.ts";
import { ticketQuery, trackQuery } from "../queries.ts";

const AGAIN_MS = 20_000;

type Doing = "viewing" | "editing";

/** Tells the server that this tab looks at the ticket or edits it, until it leaves, and answers who else is here. */
export function usePresence(ticketId: string, editing: boolean): PresentPerson[] {
  const [here, setHere] = useState<PresentPerson[]>([]);
  const me = useSession((s) => s.session?.me.id);
  const now: Doing = editing ? "editing" : "viewing";
  const doing = useRef<{ now: Doing; told: Doing | null; again(): void }>({ now, told: null, again: () => undefined });
  doing.current.now = now;
  useEffect(() => {
    let current = true;
    let turn: Promise<unknown> = Promise.resolve();
    const tell = (what: Doing | "leaving", keepalive = false) =>
      call(ticketEndpoints.here, { params: { ticketId }, body: { tabId: tabId(), doing: what } }, { keepalive }).catch(() => undefined);
    async function tellNow(): Promise<void> {
      if (!current) return;
      doing.current.told = doing.current.now;
      const answer = await tell(doing.current.now);
      if (current && answer) setHere(answer.items);
    }
    // One after the other, so that what was told last is what holds.
    const again = () => {
      turn = turn.then(tellNow);
    };
    doing.current.again = again;
    again();
    const timer = setInterval(again, AGAIN_MS);
    const stop = onPush(ticketPushes.presenceChanged, (news) => news.ticketId === ticketId && setHere(news.items));
    const leave = () => void tell("leaving", true);
    addEventListener("pagehide", leave);
    return () => {
      current = false;
      clearInterval(timer);
      stop();
      removeEventListener("pagehide", leave);
      leave();
      // From now on its news come to this page no more: what is at hand counts as old, however young it is.
      for (const { queryKey } of [ticketQuery(ticketId), trackQuery(ticketId)])
        void queryClient.invalidateQueries({ queryKey, refetchType: "none" });
    };
  }, [ticketId]);
  useEffect(() => {
    if (doing.current.told !== null && doing.current.told !== now) doing.current.again();
  }, [now]);
  return here.filter(({ person }) => person.id !== me);
}
