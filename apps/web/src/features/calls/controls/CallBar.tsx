import { AudioOutlined, WarningFilled } from "@ant-design/icons";
import type { Contact } from "@cloverdesk/contracts";
import { Button } from "antd";
import { lazy, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock, moment, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { Later, Phone } from "../../../shared/ui/index.ts";
import { hasSound } from "../audio/plan.ts";
import { retryMicrophone, useAudio } from "../audio/session.ts";
import { FloatButton } from "../components/FloatButton.tsx";
import { CallFlags, DirectionIcon, StateDot } from "../components/marks.tsx";
import { resultText } from "../components/result-text.ts";
import { originText, wayText } from "../components/who.ts";
import { consultationText, openConsultation, whyBack } from "../consult/consultation.ts";
import { useTransferPanel } from "../transfer/panel.ts";
import { givenAway, transferText } from "../transfer/words.ts";
import css from "./CallBar.module.css";
import { CallControls, Running } from "./CallControls.tsx";
import { useKeypad } from "./deeds.ts";
import { Keypad } from "./Keypad.tsx";

const loadTransfer = () => import("../transfer/TransferPanel.tsx");
const TransferPanel = lazy(async () => ({ default: (await loadTransfer()).TransferPanel }));

interface Props {
  contact: Contact;
  /** `strip`: one line under the header, on every page. `bar`: what it grows into on the workbench. */
  shape: "bar" | "strip";
  ownsAudio: boolean;
  onTakeOver: () => void;
  /** What the strip has in wrap-up, and beside the controls; the workbench shows the summary itself. */
  children?: ReactNode;
}

/** Who is on the line, how long, and the controls; the same place in every state. */
export function CallBar({ contact, shape, ownsAudio, onTakeOver, children }: Props) {
  const { t } = useTranslation();
  const keypad = useKeypad((s) => s.callId === contact.id) && contact.can.keypad;
  const transferring = useTransferPanel((s) => s.callId === contact.id) && contact.can.transfer;
  const hasEnded = contact.state === "ended";
  const box = useFocusAfterEnd(hasEnded);
  // Loaded in advance, so that the first key after Alt+T is typed into the panel.
  useEffect(() => void loadTransfer().catch(() => undefined), []);
  return (
    <section
      ref={box}
      tabIndex={-1}
      className={css[shape]}
      aria-label={t("calls.bar.label")}
      data-call={shape}
      data-state={contact.state}
      data-wrap-up={hasEnded && shape === "strip"}
      data-consult={openConsultation(contact)?.state}
    >
      <Identity contact={contact} shape={shape} />
      {shape === "strip" && <Notice contact={contact} ownsAudio={ownsAudio} onTakeOver={onTakeOver} onlyTrouble />}
      {!hasEnded && <CallControls contact={contact} shape={shape} />}
      {children}
      {keypad && <Keypad contact={contact} shape={shape} />}
      {transferring && (
        <Later fallback={null}>
          <TransferPanel contact={contact} shape={shape} />
        </Later>
      )}
      {shape === "bar" && <Notice contact={contact} ownsAudio={ownsAudio} onTakeOver={onTakeOver} />}
    </section>
  );
}

/** The controls go when the call ends: a focus that was on one of them stays at the call instead of falling to the start of the page. */
function useFocusAfterEnd(hasEnded: boolean) {
  const box = useRef<HTMLElement>(null);
  const before = useRef(hasEnded);
  useEffect(() => {
    if (hasEnded && !before.current && document.activeElement === document.body)
      (box.current?.querySelector<HTMLElement>("[data-next]") ?? box.current)?.focus();
    before.current = hasEnded;
  }, [hasEnded]);
  return box;
}

function Identity({ contact, shape }: { contact: Contact; shape: Props["shape"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const consulting = consultationText(contact, t);
  return (
    <div className={css.identity}>
      <DirectionIcon contact={contact} />
      {contact.customer && <strong className={css.name}>{contact.customer.name}</strong>}
      <span className={contact.customer ? css.number : css.name}>
        <Phone number={contact.number} full={contact.numberFull} actions={shape === "bar" && contact.state === "ended"} />
      </span>
      {contact.customer?.level && <b className={css.level}>{contact.customer.level}</b>}
      {shape === "bar" && <span className={css.soft}>{originText(contact.origin, language)}</span>}
      <span className={css.state} title={consulting ?? undefined}>
        <StateDot state={contact.state} />
        <span>{(shape === "strip" && consulting) || t(`calls.states.${contact.state}`)}</span>
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

interface NoticeProps extends Pick<Props, "contact" | "ownsAudio" | "onTakeOver"> {
  onlyTrouble?: boolean;
}

/** One line: trouble first, then what the state means. */
function Notice({ contact, ownsAudio, onTakeOver, onlyTrouble = false }: NoticeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const audio = useAudio();
  const now = useNow();
  const live = hasSound(contact);
  const back = useWhyBack(contact);

  if (live && !ownsAudio)
    return (
      <Trouble
        icon={<WarningFilled aria-hidden="true" />}
        text={t("calls.audio.elsewhere")}
        act={[t("calls.audio.takeOver"), onTakeOver]}
      />
    );
  if (live && audio.problem) {
    const pulledOut = audio.problem === "missing" && audio.phase === "up";
    const text = pulledOut ? t("agents.devices.gone") : t(`agents.duty.${audio.problem}`);
    return <Trouble icon={<AudioOutlined aria-hidden="true" />} text={text} act={[t("calls.audio.retry"), retryMicrophone]} />;
  }
  if (live && audio.phase === "retrying")
    return <Trouble icon={<WarningFilled aria-hidden="true" />} text={t("calls.audio.retrying", { n: audio.attempt })} />;
  if (live && contact.trouble)
    return <Trouble icon={<WarningFilled aria-hidden="true" />} text={t(`calls.audio.trouble.${contact.trouble}`)} />;
  const given = givenAway(contact);
  if (given) {
    return (
      <div className={css.notice} data-tone={given.failure ? "bad" : "calm"} role="status">
        {transferText(given, t, language)}
      </div>
    );
  }
  if (back) {
    return (
      <div className={css.notice} data-tone="bad" role="status">
        <span className={css.words} title={back}>
          {back}
        </span>
      </div>
    );
  }
  if (onlyTrouble) return null;
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
    const consulting = consultationText(contact, t);
    if (consulting) return contact.part.muted ? `${consulting} · ${t("calls.bar.mutedShort")}` : consulting;
    if (contact.state === "held" && contact.part.heldAt) return t("calls.bar.held", { time: clock(now - Date.parse(contact.part.heldAt)) });
    if (contact.part.muted && live) return t("calls.bar.muted");
    if (audio.phase === "connecting") return t("calls.audio.connecting");
    return wayText(contact, language);
  }
}

const WHY_BACK_MS = 30_000;

/** Why the customer is back although nobody asked for it, for a while after this page learned of it. The list of consultations keeps it. */
function useWhyBack(contact: Contact): string | null {
  const { t } = useTranslation();
  const now = useNow();
  const [since] = useState(() => new Map<string, number>());
  const why = whyBack(contact, t);
  if (!why) return null;
  const seenAt = since.get(why.id) ?? now;
  since.set(why.id, seenAt);
  return now - seenAt < WHY_BACK_MS ? why.text : null;
}

/** When there is little room the text is cut, never the button. */
function Trouble({ icon, text, act }: { icon: ReactNode; text: string; act?: [label: string, run: () => void] }) {
  return (
    <div className={css.notice} data-tone="bad" role="alert">
      {icon}
      <span className={css.words} title={text}>
        {text}
      </span>
      {act && (
        <Button size="small" onClick={act[1]}>
          {act[0]}
        </Button>
      )}
    </div>
  );
}
