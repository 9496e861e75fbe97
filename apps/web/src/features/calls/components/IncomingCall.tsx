import { PhoneFilled } from "@ant-design/icons";
import type { Contact } from "@cloverdesk/contracts";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { clock, formatPhone, inLanguage, moment, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { Clover, tell } from "../../../shared/ui/index.ts";
import { answerCall, useAnswering } from "../answering.ts";
import { useAudio } from "../audio/session.ts";
import { isAsked, openConsultation } from "../consult/consultation.ts";
import { TransferBrief } from "../transfer/TransferInfo.tsx";
import { FloatButton } from "./FloatButton.tsx";
import css from "./IncomingCall.module.css";
import { pressed } from "./pressed.ts";
import { originText, wayText, whoIs } from "./who.ts";

export interface IncomingProps {
  contact: Contact;
  /** Whether ring and sound are in this tab. */
  ownsAudio: boolean;
  /** ms after the ring began when the call answers itself; null: never. */
  autoAnswerMs: number | null;
  onTakeOver(): void;
  onAnswered(): void;
}

/** The ringing call, above every page. It can be answered or left ringing; there is no reject. */
export function IncomingCall(props: IncomingProps) {
  const { t } = useTranslation();
  const { contact } = props;
  const asker = isAsked(contact) ? openConsultation(contact)?.asker.name : undefined;
  return (
    <section role="dialog" aria-label={t("calls.incoming.label")} className={css.card}>
      <span className="sr-only" aria-live="assertive">
        {asker ? t("calls.consult.announce", { name: asker, who: whoIs(contact) }) : t("calls.incoming.announce", { who: whoIs(contact) })}
      </span>
      <IncomingBody {...props} />
    </section>
  );
}

/** The card's content; also shown in the floating window, so it uses no component that draws outside of itself. */
export function IncomingBody({
  contact,
  ownsAudio,
  autoAnswerMs,
  onTakeOver,
  onAnswered,
  compact = false,
}: IncomingProps & { compact?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const { answering, left, auto, act } = useAnswer({ contact, ownsAudio, autoAnswerMs, onAnswered });
  const audio = useAudio();
  const waited = contact.queuedAt ? Date.parse(contact.ringingAt ?? new Date(now).toISOString()) - Date.parse(contact.queuedAt) : 0;

  return (
    <div className={compact ? css.compact : css.body}>
      <div className={css.head}>
        <Countdown contact={contact} now={now} />
        <div className={css.who}>
          <div className={css.number}>{formatPhone(contact.number) || t("shell.phone.anonymous")}</div>
          <div className={css.name}>
            {contact.customer?.name ?? t("calls.incoming.unknown")}
            {contact.customer?.level && <b className={css.level}>{contact.customer.level}</b>}
          </div>
          <div className={css.soft}>{originText(contact.origin, language)}</div>
        </div>
        {!compact && <FloatButton className={css.float} />}
      </div>
      {!compact && <TransferBrief contact={contact} />}
      {!compact && (
        <dl className={css.facts}>
          <dt>{t("calls.info.hotline")}</dt>
          <dd>{wayText(contact, language) || t("shell.unknown")}</dd>
          <dt>{t("calls.info.path")}</dt>
          <dd>
            {contact.ivrPath
              .filter((step) => pressed(step) !== null)
              .map((step) => `${inLanguage(step.title, language)} ${pressed(step)}`)
              .join(" › ") || t("shell.none")}
          </dd>
          {contact.queuedAt && (
            <>
              <dt>{t("calls.info.waited")}</dt>
              <dd>{clock(waited)}</dd>
            </>
          )}
        </dl>
      )}
      {!compact && (
        <p className={css.last}>
          {contact.lastContact
            ? t("calls.incoming.last", {
                time: moment(contact.lastContact.at, language),
                text: contact.lastContact.text || t("calls.summary.none"),
              })
            : t("calls.incoming.first")}
        </p>
      )}
      {ownsAudio ? (
        <button type="button" className={css.answer} disabled={answering} onClick={act}>
          <PhoneFilled aria-hidden="true" /> {t("calls.incoming.answer")}
        </button>
      ) : (
        <button type="button" className={css.takeOver} onClick={onTakeOver}>
          {t("calls.audio.elsewhere")} {t("calls.audio.takeOver")}
        </button>
      )}
      <div className={css.foot}>
        <span>
          {audio.problem
            ? t(`agents.duty.${audio.problem}`)
            : auto !== null
              ? t("calls.incoming.auto", { n: auto })
              : audio.phase === "connecting" && ownsAudio
                ? t("calls.incoming.connecting")
                : t("calls.incoming.rings", { n: left })}
        </span>
        {!compact && ownsAudio && <kbd>{t("calls.incoming.answerKey")}</kbd>}
      </div>
    </div>
  );
}

function useAnswer({ contact, ownsAudio, autoAnswerMs, onAnswered }: Omit<IncomingProps, "onTakeOver">) {
  const language = useLanguage();
  const now = useNow();
  const answering = useAnswering((s) => s.id === contact.id);
  const [tried, setTried] = useState(false);
  // Nobody is answered into silence: the sound must be up, and the microphone there.
  const canSpeak = useAudio((s) => s.callId === contact.id && s.phase === "up" && !s.problem);
  const rangAt = Date.parse(contact.ringingAt ?? contact.startedAt);
  const left = contact.part.ringEndsAt ? Math.max(0, Math.ceil((Date.parse(contact.part.ringEndsAt) - now) / 1000)) : 0;
  const auto = autoAnswerMs === null || !ownsAudio || tried ? null : Math.max(0, Math.ceil((rangAt + autoAnswerMs - now) / 1000));
  const act = () => {
    setTried(true);
    answerCall(contact).then(
      (answered) => answered && onAnswered(),
      (error: unknown) => tell("bad", errorText(error, language)),
    );
  };
  const due = auto === 0 && canSpeak;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when the countdown has reached its end
  useEffect(() => {
    if (due) act();
  }, [due]);
  return { answering, left, auto, act };
}

const RADIUS = 30;
const AROUND = 2 * Math.PI * RADIUS;

/** An amber ring around the clover that runs out with the ring time. */
function Countdown({ contact, now }: { contact: Contact; now: number }) {
  const start = Date.parse(contact.ringingAt ?? contact.startedAt);
  const end = contact.part.ringEndsAt ? Date.parse(contact.part.ringEndsAt) : start;
  const part = end > start ? Math.min(1, Math.max(0, (end - now) / (end - start))) : 0;
  return (
    <div className={css.ring} aria-hidden="true">
      <svg viewBox="0 0 68 68" width="68" height="68" aria-hidden="true" focusable="false">
        <circle cx="34" cy="34" r={RADIUS} className={css.track} />
        <circle cx="34" cy="34" r={RADIUS} className={css.run} strokeDasharray={AROUND} strokeDashoffset={AROUND * (1 - part)} />
      </svg>
      <span className={css.clover}>
        <Clover size={34} />
      </span>
    </div>
  );
}
