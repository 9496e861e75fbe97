import { CopyOutlined, PhoneOutlined } from "@ant-design/icons";
import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import { useFormattedPhone } from "../hooks/index.ts";
import css from "./Phone.module.css";
import { tell } from "./toast.tsx";

/** Opens the dialpad with a number; null where calling out is not allowed. Set by the application. */
export const DialContext = createContext<((number: string) => void) | null>(null);

interface Props {
  /** As shown: masked when the settings say so. */
  number: string;
  /** The whole number, when this person may know it: then it can be copied and called. */
  full?: string | null;
  actions?: boolean;
}

/** A telephone number in groups; hovering or focusing offers to copy and to call it. */
export function Phone({ number, full = null, actions = true }: Props) {
  const { t } = useTranslation();
  const dial = useContext(DialContext);
  const formatted = useFormattedPhone(number);
  const shown = number ? formatted : t("shell.phone.anonymous");
  async function copy(): Promise<void> {
    if (!full) return;
    await navigator.clipboard.writeText(full);
    tell("good", t("shell.copied"));
  }
  return (
    <span className={css.phone}>
      <span className={css.number}>{shown}</span>
      {actions && full && (
        <span className={css.actions}>
          <button type="button" aria-label={`${t("shell.copy")} ${shown}`} title={t("shell.copy")} onClick={() => void copy()}>
            <CopyOutlined aria-hidden="true" />
          </button>
          {dial && (
            <button
              type="button"
              aria-label={t("shell.phone.callThis", { number: shown })}
              title={t("shell.phone.callThis", { number: shown })}
              onClick={() => dial(full)}
            >
              <PhoneOutlined aria-hidden="true" />
            </button>
          )}
        </span>
      )}
    </span>
  );
}
