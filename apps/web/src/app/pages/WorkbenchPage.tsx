import { useQuery } from "@tanstack/react-query";
import { lazy, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { takeAudio, useMyAgent } from "../../features/agents/index.ts";
import { openTab, useContact, useSelection, workbenchQuery } from "../../features/calls/index.ts";
import { CallBar, defaultContact, Idle, ServiceList } from "../../features/calls/workbench.ts";
import { useCan } from "../../features/identity/index.ts";
import { errorText } from "../../shared/api/index.ts";
import { readStored, useLanguage } from "../../shared/hooks/index.ts";
import { useTab } from "../../shared/realtime/index.ts";
import { Later, Lines, Splitter, tell, useSize } from "../../shared/ui/index.ts";
import { openBeside, useBeside } from "../beside/beside.ts";
import { RecentCalls } from "../calls/RecentCalls.tsx";
import { QuickActions } from "../workbench/QuickActions.tsx";
import css from "./WorkbenchPage.module.css";

const loadDetail = () => import("../calls/ContactDetail.tsx");
const ContactDetail = lazy(async () => ({ default: (await loadDetail()).ContactDetail }));

const CallbacksSoon = lazy(async () => ({ default: (await import("../../features/tickets/callbacks.ts")).CallbacksSoon }));
const NoWorkbench = lazy(async () => ({ default: (await import("../workbench/NoWorkbench.tsx")).NoWorkbench }));

/** Loads the detail before the first call rings, without delaying the first paint. */
function whenIdle(): () => void {
  const handle = setTimeout(() => void loadDetail().catch(() => undefined), 2_000);
  return () => clearTimeout(handle);
}

export function Component() {
  if (useCan("calls.handle")) return <Workbench />;
  return (
    <Later fallback={<Lines rows={3} />}>
      <NoWorkbench />
    </Later>
  );
}

/** The agent's place: my calls, the call at hand with its customer and summary, and what helps with it. */
function Workbench() {
  const { t } = useTranslation();
  const list = useSize("list", 280, 240, 360);
  const assistant = useSize("assistant", 360, 300, 480);
  const agent = useMyAgent();
  const id = useSelectedId();
  const contact = useContact(id);
  const { ownsAudio, takeOver } = useAudioOwner(agent?.audioTab ?? null);
  const readsCustomers = useCan("customers.read");
  const readsCalls = useCan("calls.read");
  const promises = useCan("callbacks.work");
  const hasPanel = useBeside(({ opened }) => opened.length > 0);
  useEffect(whenIdle, []);
  const customerId = readsCustomers ? (contact?.customer?.id ?? null) : null;

  return (
    <div className={css.workbench}>
      <h1 className="sr-only">{t("shell.nav.workbench")}</h1>
      <section id="area-list" className={css.list} style={{ width: list.value }} aria-label={t("calls.list.label")}>
        <ServiceList selectedId={id} agentState={agent?.state} />
      </section>
      <Splitter size={list} side="before" area={t("calls.list.label")} controls="area-list" />
      <div className={css.middle}>
        {contact ? (
          <CallBar key={contact.id} contact={contact} shape="bar" ownsAudio={ownsAudio} onTakeOver={takeOver} />
        ) : (
          <Idle
            onOpen={readsCalls ? (callId) => openBeside({ kind: "record", id: callId }) : null}
            promised={
              promises && (
                <Later fallback={null} failed={null}>
                  <CallbacksSoon />
                </Later>
              )
            }
          />
        )}
        {contact && (
          <Later fallback={<Lines rows={10} height={18} gap={16} />}>
            <ContactDetail contact={contact} />
          </Later>
        )}
      </div>
      {readsCustomers && !hasPanel && (
        <RecentCalls
          customerId={customerId}
          contact={contact}
          size={assistant}
          narrow={readStored("recent-open", innerWidth >= 1360) === false}
        />
      )}
      <QuickActions contact={contact} />
    </div>
  );
}

/** What was chosen; when that is gone or nothing was chosen, the call at hand or the summary to finish. */
function useSelectedId(): string | null {
  const { data } = useQuery(workbenchQuery);
  const chosen = useSelection((s) => s.id);
  const there = chosen !== null && (data?.inService.some((c) => c.id === chosen) || data?.ended.some((c) => c.id === chosen));
  const fallback = data && !there ? (defaultContact(data)?.id ?? null) : null;
  const id = there ? chosen : fallback;
  useEffect(() => {
    if (fallback) useSelection.setState({ id: fallback });
  }, [fallback]);
  const ended = data?.ended.some((c) => c.id === id) ?? false;
  const nobodyElse = data?.inService.length === 0;
  useEffect(() => {
    if (ended && nobodyElse) openTab("ended");
  }, [ended, nobodyElse]);
  return id ?? null;
}

function useAudioOwner(audioTab: string | null) {
  const language = useLanguage();
  const tab = useTab((s) => s.id);
  return {
    ownsAudio: audioTab === tab,
    takeOver: () => void takeAudio().catch((error: unknown) => tell("bad", errorText(error, language))),
  };
}
