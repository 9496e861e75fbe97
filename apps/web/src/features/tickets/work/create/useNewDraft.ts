import { ticketEndpoints } from "@cloverdesk/contracts";
import { useRef, useState } from "react";
import { call } from "../../../../shared/api/index.ts";
import { isDirty, type Policy, sameJson, useVersioned } from "../../../../shared/versioned/index.ts";
import { type Begun, type Draft, isWorthKeeping } from "./draft.ts";

const PAUSE_MS = 800;
/** A draft has one writer: the last save wins. */
const NEW_TICKET: Policy<Draft> = { same: sameJson, onConflict: "show-mine" };
const baseOf = (value: Draft) => ({ value, version: 0 });

export type KeepState = "none" | "kept" | "pending" | "failed";

/** A draft that is kept at the server while it is filled in, under the id that becomes the ticket's. */
export function useNewDraft(begun: Begun) {
  const [id, setId] = useState<string>(() => begun.kept?.id ?? crypto.randomUUID());
  const [known] = useState(() => baseOf(begun.draft));
  const at = useRef({ id, atServer: begun.kept !== null });
  const versioned = useVersioned<Draft, typeof known>({
    known,
    policy: NEW_TICKET,
    auto: {
      pause: PAUSE_MS,
      async save(body, _, keepalive) {
        const { id: ticketId } = at.current;
        await call(ticketEndpoints.keepDraft, { params: { ticketId }, body }, { keepalive });
        if (at.current.id === ticketId) at.current.atServer = true;
        return baseOf(body);
      },
      // What the server has follows to the last, also when all was emptied.
      when: ({ value }) => at.current.atServer || isWorthKeeping(value),
    },
    copy: `new-ticket.${begun.draft.callId ?? ""}`,
  });
  const { apply, close, inTurn } = versioned;
  const draft = versioned.draft ?? { ...known, failed: false, sent: null, keptAt: null };
  const pending = versioned.draft !== null && (versioned.draft.sent !== null || isDirty(versioned.draft, NEW_TICKET));

  /** Another window has made a ticket under this id: the same content goes on under a new one. */
  function renew(): void {
    at.current = { id: crypto.randomUUID(), atServer: false };
    setId(at.current.id);
    apply((before) => ({ ...before, saved: null }));
  }
  /** Ends the draft by making the ticket or by dropping it. No draft is saved meanwhile, and none afterwards. */
  const endWith = <T>(end: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      const done = await end();
      close();
      return done;
    });

  const kept: KeepState = draft.failed ? "failed" : pending ? "pending" : begun.kept || draft.keptAt !== null ? "kept" : "none";
  return { id, draft: draft.value, kept, change: versioned.change, renew, endWith };
}
