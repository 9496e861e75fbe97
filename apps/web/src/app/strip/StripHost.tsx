import { lazy, useEffect } from "react";
import { continueWork, takeAudio, useMyAgent } from "../../features/agents/index.ts";
import { useCallKeys, useSelection } from "../../features/calls/index.ts";
import { errorText } from "../../shared/api/index.ts";
import { useLanguage } from "../../shared/hooks/index.ts";
import { useTab } from "../../shared/realtime/index.ts";
import { Later, tell } from "../../shared/ui/index.ts";
import { useBeside } from "../beside/beside.ts";
import { openKeySheet } from "../layout/key-sheet.ts";
import { useOpenContact } from "./open-contact.ts";
import { useIsWorkbench, useShowSummary } from "./show-summary.ts";

const load = () => import("../../features/calls/workbench.ts");
const CallBar = lazy(async () => ({ default: (await load()).CallBar }));
const StripActions = lazy(async () => ({ default: (await load()).StripActions }));

/**
 * The open contact and its controls, under the header of every page, and their keys. On the workbench the call bar takes its place, unless another
 * contact is being looked at there.
 */
export function StripHost() {
  const contact = useOpenContact();
  const language = useLanguage();
  const agent = useMyAgent();
  const tab = useTab((s) => s.id);
  const isWorkbench = useIsWorkbench();
  const selected = useSelection((s) => s.id);
  const onSummary = useShowSummary(contact);
  const summaryOpen = useBeside(({ opened }) => opened.at(-1)?.panel.kind === "summary");
  const failed = (error: unknown) => tell("bad", errorText(error, language));
  const canContinue = agent?.can.continueWork ?? false;
  const goOn = () => void continueWork().catch(failed);
  useCallKeys({
    contact,
    onSave: onSummary && (() => onSummary("save")),
    onContinue: canContinue ? goOn : null,
    onFailed: failed,
  });
  // The code is here before the first call is.
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), 1_000);
    return () => clearTimeout(timer);
  }, []);
  if (!contact || (isWorkbench && selected === contact.id)) return null;
  return (
    <Later fallback={<div data-call="strip" style={{ height: 44 }} />}>
      <CallBar
        key={contact.id}
        contact={contact}
        shape="strip"
        ownsAudio={agent?.audioTab === tab}
        onTakeOver={() => void takeAudio().catch(failed)}
      >
        <StripActions
          contact={contact}
          onSummary={onSummary}
          summaryOpen={summaryOpen}
          canContinue={canContinue}
          onContinue={goOn}
          onKeys={openKeySheet}
        />
      </CallBar>
    </Later>
  );
}
