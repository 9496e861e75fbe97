import { Button } from "antd";
import { useTranslation } from "react-i18next";
import css from "./values.module.css";

/** Stands in a form that opened with what was typed into it before. */
export function KeptNote({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useTranslation();
  return (
    <p className={css.soft} role="status">
      {t("tickets.kept.note")}{" "}
      <Button type="link" size="small" onClick={onDiscard}>
        {t("tickets.kept.discard")}
      </Button>
    </p>
  );
}
