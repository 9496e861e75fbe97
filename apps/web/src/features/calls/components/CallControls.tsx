import { AudioMutedOutlined, AudioOutlined, NumberOutlined, PauseCircleOutlined, PhoneFilled, PlayCircleOutlined } from "@ant-design/icons";
import type { Contact } from "@cloverdesk/contracts";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { clock, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { hangUp, hold, mute, resume } from "../api/commands.ts";
import { muteLocally } from "../audio/session.ts";
import css from "./CallControls.module.css";
import { whoIs } from "./who.ts";

interface Props {
  contact: Contact;
  /** In the floating window: with name and timer, without the keypad. */
  compact?: boolean;
  keypadOpen?: boolean;
  onKeypad?: () => void;
}

/** Mute, hold, keypad, hang up; each as the server says is possible now. Always in the same place. */
export function CallControls({ contact, compact = false, keypadOpen = false, onKeypad }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState<string | null>(null);
  const { can } = contact;
  const held = contact.state === "held";
  const muted = contact.part.muted && contact.state !== "ended";

  async function run(name: string, action: () => Promise<void>): Promise<void> {
    setBusy(name);
    await action().catch((error: unknown) => tell("bad", errorText(error, language)));
    setBusy(null);
  }
  function toggleMute(): Promise<void> {
    const muted = !contact.part.muted;
    muteLocally(muted || contact.state !== "talking");
    return mute(contact.id, muted).catch((error: unknown) => {
      muteLocally(contact.part.muted || contact.state !== "talking");
      throw error;
    });
  }

  return (
    <div className={compact ? css.compact : css.controls}>
      {compact && (
        <div className={css.line}>
          <strong>{whoIs(contact)}</strong>
          <Running since={contact.answeredAt ?? contact.startedAt} />
        </div>
      )}
      <div className={css.buttons}>
        <Control
          label={muted ? t("calls.bar.unmute") : t("calls.bar.mute")}
          icon={muted ? <AudioMutedOutlined aria-hidden="true" /> : <AudioOutlined aria-hidden="true" />}
          on={muted}
          tone="mute"
          disabled={!can.mute || busy === "mute"}
          onClick={() => void run("mute", toggleMute)}
        />
        <Control
          label={held ? t("calls.bar.resume") : t("calls.bar.hold")}
          icon={held ? <PlayCircleOutlined aria-hidden="true" /> : <PauseCircleOutlined aria-hidden="true" />}
          on={held}
          tone="hold"
          disabled={!(held ? can.resume : can.hold) || busy === "hold"}
          onClick={() => void run("hold", () => (held ? resume(contact.id) : hold(contact.id)))}
        />
        {onKeypad && (
          <Control
            label={t("calls.bar.keypad")}
            icon={<NumberOutlined aria-hidden="true" />}
            on={keypadOpen}
            expanded={keypadOpen}
            disabled={!can.keypad && !keypadOpen}
            onClick={onKeypad}
          />
        )}
        <span className={css.gap} />
        <button
          type="button"
          className={css.hangUp}
          disabled={!can.hangUp || busy === "hangUp"}
          onClick={() => void run("hangUp", () => hangUp(contact.id))}
        >
          <PhoneFilled rotate={225} aria-hidden="true" /> {t("calls.bar.hangUp")}
        </button>
      </div>
    </div>
  );
}

interface ControlProps {
  label: string;
  icon: ReactNode;
  on?: boolean;
  tone?: "mute" | "hold";
  expanded?: boolean;
  disabled: boolean;
  onClick: () => void;
}

function Control({ label, icon, on = false, tone, expanded, disabled, onClick }: ControlProps) {
  return (
    <button
      type="button"
      className={css.control}
      data-on={on}
      data-tone={tone}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      <span aria-hidden="true">{icon}</span> {label}
    </button>
  );
}

export function Running({ since }: { since: string }) {
  const now = useNow();
  return <span className={css.running}>{clock(now - Date.parse(since))}</span>;
}
