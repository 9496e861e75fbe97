import {
  AudioMutedOutlined,
  AudioOutlined,
  NumberOutlined,
  PauseCircleOutlined,
  PhoneFilled,
  PlayCircleOutlined,
  SwapOutlined,
} from "@ant-design/icons";
import type { Contact } from "@cloverdesk/contracts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { clock, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { whoIs } from "../components/who.ts";
import { ConsultControls } from "../consult/ConsultControls.tsx";
import { isAsked } from "../consult/consultation.ts";
import { toggleTransfer, useTransferPanel } from "../transfer/panel.ts";
import css from "./CallControls.module.css";
import { type Control, isPossible, perform, toggleKeypad, underWay, useKeypad, useUnderWay } from "./deeds.ts";
import { keyName } from "./keys.ts";

interface Props {
  contact: Contact;
  /** `floating`: in the window above other programs, with name and timer, without the keypad. */
  shape: "bar" | "strip" | "floating";
}

/** Mute, hold, keypad, transfer, hang up; each as the server says is possible now. Always in the same place, but for the controls of a consultation. */
export function CallControls({ contact, shape }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useUnderWay((s) => s.names);
  const keypadOpen = useKeypad((s) => s.callId === contact.id) && contact.can.keypad;
  const transferOpen = useTransferPanel((s) => s.callId === contact.id) && contact.can.transfer;
  const held = contact.state === "held";
  const muted = contact.part.muted && contact.state !== "ended";
  // While a colleague is asked the customer's music comes and goes with that; who is asked, and whose customer has left, has no customer.
  const servesAlone = !isAsked(contact) && !contact.can.goBack && contact.state !== "left";
  // Hanging up there would be the same as going back to the customer.
  const hasWayBack = contact.can.goBack && contact.state === "held";
  const of = (control: Control) => ({
    disabled: !isPossible(contact, control) || names.has(underWay(contact, control)),
    onClick: () => void perform(contact, control).catch((error: unknown) => tell("bad", errorText(error, language))),
  });

  return (
    <div className={css[shape]} data-consult={contact.can.goBack}>
      {shape === "floating" && (
        <div className={css.line}>
          <strong>{whoIs(contact)}</strong>
          <Running since={contact.answeredAt ?? contact.startedAt} />
        </div>
      )}
      <div className={css.buttons}>
        <Toggle
          {...of("mute")}
          label={muted ? t("calls.bar.unmute") : t("calls.bar.mute")}
          shortcut={keyName("mute")}
          icon={muted ? <AudioMutedOutlined aria-hidden="true" /> : <AudioOutlined aria-hidden="true" />}
          on={muted}
          tone="mute"
        />
        {contact.can.goBack && <ConsultControls contact={contact} of={of} />}
        {servesAlone && (
          <Toggle
            {...of("hold")}
            label={held ? t("calls.bar.resume") : t("calls.bar.hold")}
            shortcut={keyName("hold")}
            icon={held ? <PlayCircleOutlined aria-hidden="true" /> : <PauseCircleOutlined aria-hidden="true" />}
            on={held}
            tone="hold"
          />
        )}
        {servesAlone && shape !== "floating" && (
          <Toggle
            label={t("calls.bar.keypad")}
            shortcut={keyName("keypad")}
            icon={<NumberOutlined aria-hidden="true" />}
            on={keypadOpen}
            expanded={keypadOpen}
            disabled={!contact.can.keypad}
            onClick={() => toggleKeypad(contact)}
          />
        )}
        {servesAlone && shape !== "floating" && (
          <Toggle
            label={t("calls.transfer.title")}
            shortcut={keyName("transfer")}
            icon={<SwapOutlined aria-hidden="true" />}
            on={transferOpen}
            expanded={transferOpen}
            disabled={!contact.can.transfer}
            onClick={() => toggleTransfer(contact)}
          />
        )}
        <span className={css.gap} />
        {!hasWayBack && (
          <button
            type="button"
            className={css.hangUp}
            title={`${t("calls.bar.hangUp")} (${keyName("hangUp")})`}
            aria-keyshortcuts={keyName("hangUp")}
            {...of("hangUp")}
          >
            <PhoneFilled rotate={225} aria-hidden="true" /> <span>{t("calls.bar.hangUp")}</span>
          </button>
        )}
      </div>
    </div>
  );
}

interface ToggleProps {
  label: string;
  shortcut: string;
  icon: ReactNode;
  on: boolean;
  tone?: "mute" | "hold";
  expanded?: boolean;
  disabled: boolean;
  onClick: () => void;
}

function Toggle({ label, shortcut, icon, on, tone, expanded, disabled, onClick }: ToggleProps) {
  return (
    <button
      type="button"
      className={css.control}
      data-on={on}
      data-tone={tone}
      title={`${label} (${shortcut})`}
      aria-keyshortcuts={shortcut}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      {icon} <span>{label}</span>
    </button>
  );
}

export function Running({ since }: { since: string }) {
  const now = useNow();
  return <span className={css.running}>{clock(now - Date.parse(since))}</span>;
}
