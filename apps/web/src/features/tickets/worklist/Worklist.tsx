import type { Task, Ticket } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, NotYet } from "../../../shared/ui/index.ts";
import { NextCallback } from "../callbacks/NextCallback.tsx";
import { takeTask, worklistQuery } from "./api.ts";
import { useChosen } from "./chosen.ts";
import { useTaskKeys } from "./keys.ts";
import { TaskBar } from "./TaskBar.tsx";
import { TaskCard } from "./TaskCard.tsx";
import css from "./worklist.module.css";

export interface WorklistProps {
  personId: string;
  /** Why no task can be taken now. */
  blocked: "off_duty" | "in_call" | "summary" | null;
  /** Whether the person may have callbacks. */
  callsBack: boolean;
  /** Ends what is left of the last call, so that the next one can be placed. */
  onBeforeNext(): Promise<void>;
  /** Places a call for the ticket to one of its numbers; null where none can be placed now. */
  onCall: ((ticket: Ticket, number: string) => Promise<void>) | null;
  renderCall(call: Ticket["calls"][number]): ReactNode;
}

/**
 * Working an outbound list by hand: one task after the other, without a page change. A task that was worked on stays in sight until the next one is asked
 * for.
 */
export function Worklist({ personId, blocked, callsBack, onBeforeNext, onCall, renderCall }: WorklistProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, choose] = useChosen(personId);
  const worklist = useQuery(worklistQuery);
  const inHand = worklist.data?.task ?? null;
  const [last, setLast] = useState<Task | null>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    if (inHand) setLast(inHand);
  }, [inHand]);
  const shown = inHand ?? last;
  const why = inHand ? t("worklist.blocked.open") : blocked && t(`worklist.blocked.${blocked}`);

  async function next(): Promise<void> {
    if (busy) return;
    setRefusal(why);
    if (why) return;
    setBusy(true);
    try {
      await onBeforeNext();
      const { task } = await takeTask(chosen);
      setIsEmpty(task === null);
      if (!task) setLast(null);
    } catch (error) {
      setRefusal(errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  useTaskKeys((deed) => {
    if (deed === "next") void next();
    return deed === "next";
  });
  useEffect(() => {
    // What stood in the way is gone.
    if (why === null) setRefusal(null);
  }, [why]);

  const bar = (
    <TaskBar
      chosen={chosen}
      onChoose={choose}
      inHand={inHand !== null}
      refusal={refusal ?? (inHand ? null : why)}
      next={
        <Button type={inHand ? "default" : "primary"} loading={busy} aria-keyshortcuts="N" onClick={() => void next()}>
          {t("worklist.next")}
          <small aria-hidden="true" className={css.key}>
            {t("worklist.keyNext")}
          </small>
        </Button>
      }
    />
  );
  if (!worklist.data) return <NotYet of={worklist} rows={12} height={20} gap={14} />;
  return (
    <div className={css.worklist}>
      {bar}
      {shown ? (
        <TaskCard
          key={`${shown.ticketId} ${shown.takenAt}`}
          task={shown}
          inHand={inHand?.ticketId === shown.ticketId}
          onCall={onCall}
          onSkipped={() => setLast(null)}
          renderCall={renderCall}
        />
      ) : (
        <Empty
          title={t(`worklist.${isEmpty ? "nothing" : "start"}.title`)}
          text={t(`worklist.${isEmpty ? "nothing" : "start"}.text`)}
          action={callsBack && <NextCallback />}
        />
      )}
    </div>
  );
}
