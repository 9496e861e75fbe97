import { RetweetOutlined, RollbackOutlined, UserSwitchOutlined } from "@ant-design/icons";
import type { Contact } from "@cloverdesk/contracts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "../controls/CallControls.module.css";
import type { Control } from "../controls/deeds.ts";
import { openConsultation } from "./consultation.ts";

interface Props {
  contact: Contact;
  /** Whether the control can be used now, and what a click does. */
  of(control: Control): { disabled: boolean; onClick(): void };
}

/** What the asker has while a colleague is asked, in the place of hold, keypad and transfer. No key completes: it would give the customer away by a slip. */
export function ConsultControls({ contact, of }: Props) {
  const { t } = useTranslation();
  const consultation = openConsultation(contact);
  if (!consultation) return null;
  const { name } = consultation.colleague;
  const withCustomer = consultation.state === "with_customer";
  return (
    <>
      {contact.can.swap && (
        <Verb
          label={t("calls.consult.swap")}
          hint={withCustomer ? t("calls.consult.swapToColleague", { name }) : t("calls.consult.swapToCustomer", { name })}
          icon={<RetweetOutlined aria-hidden="true" />}
          {...of("swap")}
        />
      )}
      {contact.can.complete && (
        <Verb
          label={t("calls.consult.complete")}
          hint={t("calls.consult.completeHint", { name })}
          icon={<UserSwitchOutlined aria-hidden="true" />}
          {...of("complete")}
        />
      )}
      {contact.can.goBack && (
        <Verb
          label={withCustomer ? t("calls.consult.end") : t("calls.consult.back")}
          hint={withCustomer ? t("calls.consult.endHint", { name }) : t("calls.consult.backHint", { name })}
          icon={<RollbackOutlined aria-hidden="true" />}
          {...of("goBack")}
        />
      )}
    </>
  );
}

interface VerbProps {
  label: string;
  hint: string;
  icon: ReactNode;
  disabled: boolean;
  onClick(): void;
}

function Verb({ label, hint, icon, disabled, onClick }: VerbProps) {
  return (
    <button type="button" className={css.control} title={hint} disabled={disabled} onClick={onClick}>
      {icon} <span>{label}</span>
    </button>
  );
}
