import { type PresentPerson, ticketEndpoints, ticketPushes } from "@cloverdesk/contracts";
import { useEffect, useState } from "react";
import { call, useSession } from "../../../shared/api/index.ts";
import { onPush, tabId } from "../../../shared/realtime/index.ts";

const AGAIN_MS = 20_000;

/** Tells the server that this tab looks at the ticket or edits it, and answers who else is here. */
export function usePresence(ticketId: string, editing: boolean): PresentPerson[] {
  const [here, setHere] = useState<PresentPerson[]>([]);
  const me = useSession((s) => s.session?.me.id);
  useEffect(() => {
    let current = true;
    const tell = (doing: "viewing" | "editing" | "leaving", keepalive = false) =>
      call(ticketEndpoints.here, { params: { ticketId }, body: { tabId: tabId(), doing } }, { keepalive }).catch(() => undefined);
    const again = () => void tell(editing ? "editing" : "viewing").then((answer) => current && answer && setHere(answer.items));
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
    };
  }, [ticketId, editing]);
  return here.filter(({ person }) => person.id !== me);
}
