import { Alert } from "antd";
import { useTranslation } from "react-i18next";

interface Props {
  /** "Lu Jia, 14:02", when it is known. */
  who: string | null;
  /** Names of what was taken over, and of what both changed. */
  theirs: readonly string[];
  both: readonly string[];
}

/** Somebody saved the same setting meanwhile: who, what, and what becomes of my input. */
export function Conflict({ who, theirs, both }: Props) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={who ? t("settings.conflict.by", { who }) : t("settings.conflict.title")}
      description={
        <>
          {theirs.length > 0 && <div>{t("settings.conflict.theirs", { what: theirs.join(", ") })}</div>}
          {both.length > 0 && <div>{t("settings.conflict.both", { what: both.join(", ") })}</div>}
          <div>{t("settings.conflict.goOn")}</div>
        </>
      }
    />
  );
}
