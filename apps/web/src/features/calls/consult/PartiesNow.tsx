import type { CallParty, Contact } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { formatPhone } from "../../../shared/hooks/index.ts";
import css from "../transfer/TransferInfo.module.css";

/** Who is in the call now and what each hears, as the server tells it to everybody in it. Shown when they are more than two. */
export function PartiesNow({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  if (contact.parties.length < 3) return null;
  const who = ({ kind, person, outside }: CallParty): string =>
    kind === "customer" ? t("calls.consult.customer") : (person?.name ?? formatPhone(outside?.number ?? ""));
  return (
    <ul className={css.parties} aria-label={t("calls.consult.parties")}>
      {contact.parties.map((party) => (
        <li key={party.person?.id ?? party.kind} data-state={party.state}>
          {who(party)} <span className={css.soft}>{t(`calls.consult.partyStates.${party.state}`)}</span>
        </li>
      ))}
    </ul>
  );
}
