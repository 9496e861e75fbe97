import { PhoneOutlined } from "@ant-design/icons";
import type { Ticket } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { tell } from "../../../../shared/ui/index.ts";
import { CallbackForm } from "../../callbacks/CallbackForm.tsx";
import { claim } from "../commands.ts";
import { MarkButton } from "../marks/MarkButton.tsx";
import { ActionPanel } from "./ActionPanel.tsx";
import css from "./actions.module.css";
import { LinkPanel } from "./LinkPanel.tsx";
import { type Action, type PanelKind, panelName, useLatestPanel } from "./panel-draft.ts";

interface Props {
  ticket: Ticket;
  /** Opens with this panel. */
  panel: "transfer" | null;
  /** Places a call for the ticket; null where the person cannot. */
  onCallOut: ((ticket: Ticket) => Promise<void>) | null;
}

/**
 * What can be done to the ticket now: the flow's own actions, then those of every ticket. The usual next step is the primary button. A panel that was
 * left with something typed in it opens again.
 */
export function ActionBar({ ticket, panel, onCallOut }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const latest = useLatestPanel(ticket);
  const [open, setOpen] = useState<PanelKind | "link" | "callback" | null>(panel && ticket.can[panel] ? panel : latest);
  const [busy, setBusy] = useState<"claim" | "call" | null>(null);
  const { can } = ticket;
  const usualEnd = ticket.actions.find((action) => action.finishes);
  const steps = ticket.actions.filter((action) => action !== usualEnd);
  const isOpen = (kind: PanelKind | "link" | "callback"): boolean =>
    typeof kind === "object" && typeof open === "object" ? open?.action.code === kind.action.code : open === kind;
  const toggle = (kind: PanelKind | "link" | "callback") => setOpen(isOpen(kind) ? null : kind);

  async function run(kind: "claim" | "call", doing: Promise<unknown>, done?: string): Promise<void> {
    setBusy(kind);
    try {
      await doing;
      if (done) tell("good", done);
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(null);
    }
  }
  const step = (action: Action, name: string) => (
    <Button
      key={action.code}
      type={action.primary && !can.claim ? "primary" : "default"}
      aria-expanded={isOpen({ action })}
      onClick={() => toggle({ action })}
    >
      {name}
    </Button>
  );
  const plain = (kind: "transfer" | "urge" | "copy" | "reopen" | "link") =>
    can[kind] && (
      <Button key={kind} aria-expanded={isOpen(kind)} onClick={() => toggle(kind)}>
        {t(`tickets.actions.${kind}`)}
      </Button>
    );
  return (
    <>
      <div className={css.actions} role="toolbar" aria-label={t("tickets.actions.label")}>
        {can.claim && (
          <Button
            type="primary"
            loading={busy === "claim"}
            onClick={() => void run("claim", claim(ticket.id), t("tickets.actions.claimed", { n: ticket.number }))}
          >
            {t("tickets.actions.claim")}
          </Button>
        )}
        {steps.map((action) => step(action, action.name[language]))}
        {can.finish && usualEnd && step(usualEnd, t("tickets.actions.finish"))}
        {plain("reopen")}
        {plain("transfer")}
        {plain("urge")}
        {plain("copy")}
        {can.callOut && onCallOut && (
          <Button icon={<PhoneOutlined aria-hidden="true" />} loading={busy === "call"} onClick={() => void run("call", onCallOut(ticket))}>
            {t("tickets.actions.callOut")}
          </Button>
        )}
        {can.callBack && (
          <Button aria-expanded={isOpen("callback")} onClick={() => toggle("callback")}>
            {t("callbacks.make")}
          </Button>
        )}
        {plain("link")}
        <MarkButton ticket={ticket} />
      </div>
      {open === "link" && <LinkPanel ticket={ticket} onDone={() => setOpen(null)} />}
      {open === "callback" && <CallbackForm ticket={ticket} onDone={() => setOpen(null)} />}
      {open !== null && open !== "link" && open !== "callback" && (
        <ActionPanel key={panelName(open)} ticket={ticket} kind={open} onDone={() => setOpen(null)} />
      )}
    </>
  );
}
