import { AudioOutlined, CustomerServiceOutlined, WarningFilled } from "@ant-design/icons";
import type { Contact } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clock, moment, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { Empty, Phone } from "../../../shared/ui/index.ts";
import { hasSound } from "../audio/plan.ts";
import { retryMicrophone, useAudio } from "../audio/session.ts";
import css from "./CallBar.module.css";
import { CallControls, Running } from "./CallControls.tsx";
import { FloatButton } from "./FloatButton.tsx";
import { Keypad } from "./Keypad.tsx";
import { CallFlags, DirectionIcon, StateDot } from "./marks.tsx";
import { resultText } from "./result-text.ts";
import { originText, wayText } from "./who.ts";

interface Props {
  contact: Contact | undefined;
  ownsAudio: boolean;
  onTakeOver: () => void;
}

/** Who is on the line, how long, and the controls; the same place in every state. */
export function CallBar({ contact, ownsAudio, onTakeOver }: Props) {
  const { t } = useTranslation();
  const [keypad, setKeypad] = useState(false);
  if (!contact) {
    return (
      <section className={css.bar} aria-label={t("calls.bar.label")}>
        <Empty icon={<CustomerServiceOutlined aria-hidden="true" />} title={t("calls.bar.selectTitle")} text={t("calls.bar.selectText")} />
      </section>
    );
  }
  return (
    <section className={css.bar} aria-label={t("calls.bar.label")} data-state={contact.state}>
      <Identity contact={contact} />
      <CallControls contact={contact} keypadOpen={keypad && contact.can.keypad} onKeypad={() => setKeypad((open) => !open)} />
      {keypad && contact.can.keypad && <Keypad contact={contact} />}
      <Notice contact={contact} ownsAudio={ownsAudio} onTakeOver={onTakeOver} />
    </section>
  );
}

function Identity({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={css.identity}>
      <DirectionIcon contact={contact} />
      {contact.customer && <strong className={css.name}>{contact.customer.name}</strong>}
      <span className={contact.customer ? css.number : css.name}>
        <Phone number={contact.number} full={contact.numberFull} actions={contact.state === "ended"} />
      </span>
      <span className={css.soft}>{originText(contact.origin, language)}</span>
      <span className={css.state}>
        <StateDot state={contact.state} />
        {t(`calls.states.${contact.state}`)}
      </span>
      <CallFlags contact={contact} />
      <span className={css.timer}>
        {contact.state === "ended" ? (
          clock(talked(contact))
        ) : (
          <Running since={contact.answeredAt ?? contact.ringingAt ?? contact.startedAt} />
        )}
      </span>
      {hasSound(contact) && contact.state !== "ringing" && <FloatButton className={css.float} />}
    </div>
  );
}

const talked = (c: Contact) => (c.answeredAt && c.endedAt ? Date.parse(c.endedAt) - Date.parse(c.answeredAt) : 0);

/** One line below the controls, always there: trouble first, then what the state means. */
function Notice({ contact, ownsAudio, onTakeOver }: { contact: Contact; ownsAudio: boolean; onTakeOver: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const audio = useAudio();
  const now = useNow();
  const live = hasSound(contact);

  if (live && !ownsAudio) {
    return (
      <div className={css.notice} data-tone="bad" role="alert">
        <WarningFilled aria-hidden="true" /> {t("calls.audio.elsewhere")}
        <Button size="small" onClick={onTakeOver}>
          {t("calls.audio.takeOver")}
        </Button>
      </div>
    );
  }
  if (live && audio.problem) {
    const pulledOut = audio.problem === "missing" && audio.phase === "up";
    return (
      <div className={css.notice} data-tone="bad" role="alert">
        <AudioOutlined aria-hidden="true" /> {pulledOut ? t("agents.devices.gone") : t(`agents.duty.${audio.problem}`)}
        <Button size="small" onClick={retryMicrophone}>
          {t("calls.audio.retry")}
        </Button>
      </div>
    );
  }
  if (live && audio.phase === "retrying") {
    return (
      <div className={css.notice} data-tone="bad" role="alert">
        <WarningFilled aria-hidden="true" /> {t("calls.audio.retrying", { n: audio.attempt })}
      </div>
    );
  }
  if (live && contact.trouble) {
    return (
      <div className={css.notice} data-tone="bad" role="alert">
        <WarningFilled aria-hidden="true" /> {t(`calls.audio.trouble.${contact.trouble}`)}
      </div>
    );
  }
  const words = stateWords();
  return (
    <div className={css.notice} data-tone={contact.state === "held" ? "hold" : contact.part.muted && live ? "bad" : "calm"}>
      {words}
    </div>
  );

  function stateWords(): string {
    if (contact.state === "ended") {
      const result = resultText(contact, t, language);
      return t("calls.bar.endedText", { time: contact.endedAt ? moment(contact.endedAt, language) : "", result });
    }
    if (contact.state === "held" && contact.part.heldAt) return t("calls.bar.held", { time: clock(now - Date.parse(contact.part.heldAt)) });
    if (contact.part.muted && live) return t("calls.bar.muted");
    if (audio.phase === "connecting") return t("calls.audio.connecting");
    return wayText(contact, language);
  }
}
