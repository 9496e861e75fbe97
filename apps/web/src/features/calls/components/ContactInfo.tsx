import type { CallRecord, Contact } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { clock, formatPhone, inLanguage, moment, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import css from "./ContactInfo.module.css";
import { pressed } from "./pressed.ts";

type Journey = Pick<Contact, "ivrPath" | "hops" | "offers">;

/** Hotline, queue, wait and how the caller came here (W4). */
export function RoutingInfo({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const lastHop = contact.hops.at(-1);
  const end = contact.answeredAt ?? contact.endedAt;
  const waited = contact.queuedAt ? (end ? Date.parse(end) : now) - Date.parse(contact.queuedAt) : null;
  const outbound = contact.direction === "outbound";
  return (
    <section className={css.box} aria-label={t("calls.info.routing")}>
      <h2>{t("calls.info.routing")}</h2>
      <dl className={css.facts}>
        <div>
          <dt>{outbound ? t("calls.info.callerNumber") : t("calls.info.hotline")}</dt>
          <dd>{contact.hotline ? `${contact.hotline.name[language]} ${formatPhone(contact.hotline.number)}` : t("shell.unknown")}</dd>
        </div>
        <div>
          <dt>{t("calls.info.queue")}</dt>
          <dd>{contact.skillGroup?.name[language] ?? lastHop?.skillGroup.name[language] ?? t("shell.none")}</dd>
        </div>
        <div>
          <dt>{outbound ? t("calls.info.source") : t("calls.info.waited")}</dt>
          <dd>{outbound ? t(`calls.source.${contact.source}`) : clock(waited ?? 0)}</dd>
        </div>
      </dl>
      {!outbound && <IvrPath steps={contact.ivrPath} />}
      {(contact.hops.length > 1 || contact.offers.length > 1) && <HopList journey={contact} />}
    </section>
  );
}

/** The menu path as breadcrumbs, with the keys pressed. */
export function IvrPath({ steps }: { steps: CallRecord["ivrPath"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (steps.length === 0) return <p className={css.soft}>{t("calls.info.noPath")}</p>;
  return (
    <ol className={css.path} aria-label={t("calls.info.path")}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path may pass the same node twice and never changes its order
        <li key={`${step.nodeId}-${i}`} title={moment(step.at, language)}>
          {inLanguage(step.title, language)}
          {pressed(step) && <kbd aria-label={t("calls.info.pressed", { input: pressed(step) ?? "" })}>{pressed(step)}</kbd>}
        </li>
      ))}
    </ol>
  );
}

/** Which groups the caller waited in and at whom it rang. */
export function HopList({ journey }: { journey: Journey }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ul className={css.hops}>
      {journey.hops.map((hop) => (
        <li key={`${hop.skillGroup.id}-${hop.enteredAt}`}>
          <time>{moment(hop.enteredAt, language)}</time>
          {hop.skillGroup.name[language]} · {hop.waitMs === null ? "…" : clock(hop.waitMs)}
          {hop.why !== "flow" && ` · ${t(`calls.info.hopWhy.${hop.why}`)}`}
          {hop.left && ` · ${t(`calls.info.hop.${hop.left}`)}`}
        </li>
      ))}
      {journey.offers.map((offer) => (
        <li key={`${offer.agent.id}-${offer.at}`}>
          <time>{moment(offer.at, language)}</time>
          {t("calls.states.ringing")} · {offer.agent.name}
          {offer.outcome && ` · ${t(`calls.info.offer.${offer.outcome}`)}`}
        </li>
      ))}
    </ul>
  );
}
