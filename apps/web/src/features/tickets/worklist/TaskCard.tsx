import { CALL_RESULTS, type CallResult, type Task, type Ticket } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { NotYet, tell } from "../../../shared/ui/index.ts";
import { CallbackForm } from "../callbacks/CallbackForm.tsx";
import { TicketCallbacks } from "../callbacks/TicketCallbacks.tsx";
import { ActionPanel } from "../work/actions/ActionPanel.tsx";
import { askedBy } from "../work/actions/asked-by.ts";
import { type Action, panelName } from "../work/actions/panel-draft.ts";
import { act } from "../work/commands.ts";
import { TicketHead } from "../work/detail/TicketHead.tsx";
import { usePresence } from "../work/detail/usePresence.ts";
import { isGone } from "../work/gone.ts";
import { ticketQuery } from "../work/queries.ts";
import { TrackPart } from "../work/track/TrackPart.tsx";
import { FieldsPart } from "../work/values/FieldsPart.tsx";
import { useTaskKeys } from "./keys.ts";
import { Numbers } from "./Numbers.tsx";
import { Results } from "./Results.tsx";
import { SkipForm } from "./SkipForm.tsx";
import { Why } from "./Why.tsx";
import type { WorklistProps } from "./Worklist.tsx";
import css from "./worklist.module.css";

interface Props extends Pick<WorklistProps, "onCall" | "renderCall"> {
  task: Task;
  /** False once it was worked on: it stays in sight, and nothing more is done to it here. */
  inHand: boolean;
  onSkipped(): void;
}

/** One task whole: why it is next, its numbers, what may come of it, its fields and what happened before. */
export function TaskCard(props: Props) {
  const ticket = useQuery(ticketQuery(props.task.ticketId));
  if (!ticket.data || isGone(ticket.error)) return <NotYet of={ticket} rows={14} height={20} gap={14} />;
  return <Card {...props} ticket={ticket.data} />;
}

function Card({ task, ticket, inHand, onCall, onSkipped, renderCall }: Props & { ticket: Ticket }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [editing, setEditing] = useState(false);
  const [open, setOpen] = useState<Action | "skip" | "callback" | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [calling, setCalling] = useState<string | null>(null);
  const here = usePresence(ticket.id, editing);
  const box = useRef<HTMLElement>(null);
  // A button that is disabled while it has the focus swallows keys: the card takes them instead.
  const takeKeys = () => box.current?.focus({ preventScroll: true });
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const lastCall = ticket.calls.find(({ direction, startedAt }) => direction === "outbound" && startedAt >= task.takenAt);
  // A digit pressed while it still rings would be too early; the buttons can be clicked at any time.
  const keysActive = inHand && lastCall !== undefined && lastCall.result !== null;
  const mayCall = inHand && ticket.can.callOut && onCall !== null && calling === null;
  const toggle = (what: "skip" | "callback") => setOpen(open === what ? null : what);
  const failed = (error: unknown) => tell("bad", errorText(error, language));

  async function call(number: string): Promise<void> {
    if (!onCall || !mayCall) return;
    takeKeys();
    setCalling(number);
    await onCall(ticket, number).catch(failed);
    setCalling(null);
  }
  /** At once where the action asks for nothing; else what it asks for is filled in first. */
  async function choose(action: Action): Promise<void> {
    if (busy) return;
    if (action.noteRequired || askedBy(ticket, action).length > 0) return setOpen(open === action ? null : action);
    takeKeys();
    setBusy(action.code);
    try {
      await act(ticket.id, action.code, { node: ticket.node.code, values: {}, seen: {}, note: "" });
      setOpen(null);
    } catch (error) {
      failed(error);
    } finally {
      setBusy(null);
    }
  }
  useTaskKeys((deed) => {
    const [first] = ticket.numbers;
    const action = typeof deed === "object" && keysActive ? ticket.actions[deed.result] : undefined;
    if (deed === "call" && mayCall && first) void call(first.number);
    else if (deed === "skip" && inHand) toggle("skip");
    else if (deed === "callback" && inHand && ticket.can.callBack) toggle("callback");
    else if (action) void choose(action);
    else return false;
    return true;
  });

  const settled =
    ticket.callbacks.length > 0
      ? t("worklist.results.promised")
      : ticket.node.code === task.node
        ? t("worklist.results.gone")
        : t("worklist.results.done", { node: ticket.node.name[language] });
  const result = lastCall?.result && lastCall.result in CALL_RESULTS ? (lastCall.result as CallResult) : null;
  return (
    <article ref={box} tabIndex={-1} className={css.card}>
      <Why why={task.why} />
      <TicketHead ticket={ticket} here={here} />
      {result && (
        <p className={css.outcome} role="status">
          {t("worklist.lastCall", { result: CALL_RESULTS[result][language] })}
        </p>
      )}
      <TicketCallbacks ticket={ticket} />
      {inHand ? (
        <>
          <div className={css.work}>
            <Numbers ticket={ticket} calling={calling} onCall={mayCall ? (number) => void call(number) : null} />
            <Results
              ticket={ticket}
              keysActive={keysActive}
              busy={busy}
              chosen={typeof open === "object" ? (open?.code ?? null) : null}
              onChoose={(action) => void choose(action)}
            />
          </div>
          <div className={css.buttons}>
            {ticket.can.callBack && (
              <Button aria-expanded={open === "callback"} aria-keyshortcuts="B" onClick={() => toggle("callback")}>
                {t("callbacks.make")}
                <small aria-hidden="true" className={css.key}>
                  B
                </small>
              </Button>
            )}
            <Button aria-expanded={open === "skip"} aria-keyshortcuts="S" onClick={() => toggle("skip")}>
              {t("worklist.skip.label")}
              <small aria-hidden="true" className={css.key}>
                S
              </small>
            </Button>
            <Link to={`/tickets/${ticket.id}`}>{t("worklist.openTicket")}</Link>
          </div>
          {open === "skip" && <SkipForm ticket={ticket} task={task} onSkipped={onSkipped} onClose={() => setOpen(null)} />}
          {open === "callback" && <CallbackForm ticket={ticket} onDone={() => setOpen(null)} />}
          {open !== null && typeof open === "object" && (
            <ActionPanel key={panelName({ action: open })} ticket={ticket} kind={{ action: open }} onDone={() => setOpen(null)} />
          )}
        </>
      ) : (
        <p className={css.done} role="status">
          {settled} <Link to={`/tickets/${ticket.id}`}>{t("worklist.openTicket")}</Link>
        </p>
      )}
      <div className={css.columns}>
        <FieldsPart ticket={ticket} onEditing={setEditing} />
        <TrackPart ticket={ticket} renderCall={renderCall} />
      </div>
    </article>
  );
}
