import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { faultText } from "./FormFields.tsx";
import css from "./form.module.css";
import { useFieldName } from "./useFieldName.ts";

interface Props {
  /** What is wrong, by code. */
  faults: Record<string, string>;
  /** Codes that the form shows, with what is wrong at each. */
  shown?: readonly string[];
}

/** What is wrong with what is not shown, by name: nobody is to look for a mark that is not there. */
export function OtherFaults({ faults, shown = [] }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = useFieldName();
  const others = Object.entries(faults).filter(([code]) => !shown.includes(code));
  if (others.length === 0) return null;
  return (
    <ul className={css.problem} role="alert">
      {others.map(([code, fault]) => (
        <li key={code}>{t("tickets.fields.fault", { name: nameOf(code), fault: faultText(fault, language) })}</li>
      ))}
    </ul>
  );
}
