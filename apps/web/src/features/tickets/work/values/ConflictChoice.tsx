import { Button } from "antd";
import { useTranslation } from "react-i18next";
import css from "./values.module.css";

interface Props {
  /** Their value as it is read. */
  theirs: string;
  onDecide(whose: "mine" | "theirs"): void;
}

/** Somebody else changed the field above meanwhile: whose value is it to be? */
export function ConflictChoice({ theirs, onDecide }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.conflict} role="alert">
      <span>{t("tickets.fields.conflict", { theirs: theirs || t("tickets.fields.empty") })}</span>
      <Button size="small" onClick={() => onDecide("theirs")}>
        {t("tickets.fields.useTheirs")}
      </Button>
      <Button size="small" onClick={() => onDecide("mine")}>
        {t("tickets.fields.keepMine")}
      </Button>
    </div>
  );
}
