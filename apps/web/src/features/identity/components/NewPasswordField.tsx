import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/index.ts";
import { type Rule, type Strength, strengthOf } from "../strength.ts";
import css from "./identity.module.css";

interface Props {
  value: string;
  /** Whose password it is to be, as typed so far. */
  loginName: string;
  /** Rules that are not kept are marked once somebody tried to go on. */
  tried: boolean;
  error?: string | null | undefined;
  onChange: (value: string) => void;
}

/** A new password with its strength and the rules that it keeps. */
export function NewPasswordField({ value, loginName, tried, error, onChange }: Props) {
  const { t } = useTranslation();
  const strength = strengthOf(value, loginName);
  return (
    <>
      <Field label={t("identity.reset.newPassword")} error={error ?? null}>
        {(control) => (
          <Input.Password {...control} autoComplete="new-password" value={value} onChange={(e) => onChange(e.target.value)} size="large" />
        )}
      </Field>
      <StrengthMeter score={strength.score} />
      <ul className={css.rules}>
        {(Object.keys(strength.rules) as Rule[]).map((rule) => (
          <li key={rule} className={strength.rules[rule] ? css.kept : tried ? css.broken : undefined}>
            {strength.rules[rule] ? <CheckCircleFilled aria-hidden="true" /> : <MinusCircleOutlined aria-hidden="true" />}{" "}
            {t(`identity.strength.${rule}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Whether a password keeps every rule that the page knows; the server has the last word. */
export const keepsRules = (password: string, loginName: string): boolean =>
  Object.values(strengthOf(password, loginName).rules).every(Boolean);

function StrengthMeter({ score }: Pick<Strength, "score">) {
  const { t } = useTranslation();
  const levels = t("identity.strength.levels", { returnObjects: true });
  return (
    <div className={css.meter} role="status">
      <span className={css.bars} data-score={score} aria-hidden="true">
        {[1, 2, 3, 4].map((n) => (
          <i key={n} data-on={n <= score} />
        ))}
      </span>
      {t("identity.strength.label")}: {levels[score]}
    </div>
  );
}
