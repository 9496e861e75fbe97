import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { setPassword as send } from "../api/identity.ts";
import { type Rule, strengthOf } from "../strength.ts";
import css from "./identity.module.css";

interface Props {
  /** The one-time link's token, or the login name for which a code was sent. */
  by: { token: string } | { loginName: string };
  notice?: string | null;
  onDone: () => void;
  onBack: () => void;
}

export function NewPasswordForm({ by, notice, onDone, onBack }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const strength = strengthOf(password, "loginName" in by ? by.loginName : "");
  const complete = Object.values(strength.rules).every(Boolean);
  const needsCode = "loginName" in by;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (!complete || (needsCode && !code.trim()) || busy) return;
    setBusy(true);
    setError(null);
    try {
      await send(needsCode ? { loginName: by.loginName, code: code.trim(), password } : { token: by.token, password });
      onDone();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  const fieldErrors = error instanceof ApiError ? error.fields : {};
  return (
    <form className={css.form} onSubmit={(e) => void submit(e)} noValidate>
      <h1>{t("identity.reset.askTitle")}</h1>
      {error !== null ? (
        <Alert type="error" showIcon title={errorText(error, language)} role="alert" />
      ) : (
        notice && <Alert type="info" showIcon title={notice} />
      )}
      {needsCode && (
        <Field label={t("identity.reset.code")} error={tried && !code.trim() ? t("identity.reset.missingCode") : fieldErrors.code}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="one-time-code"
              value={code}
              onChange={(e) => setCode(e.target.value)}
              size="large"
            />
          )}
        </Field>
      )}
      <Field label={t("identity.reset.newPassword")} error={fieldErrors.password}>
        {(control) => (
          <Input.Password
            {...control}
            autoComplete="new-password"
            value={password}
            onChange={(e) => setPassword(e.target.value)}
            size="large"
          />
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
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t("identity.reset.set")}
      </Button>
      <Button type="link" className={css.under} onClick={onBack}>
        {t("identity.reset.back")}
      </Button>
    </form>
  );
}

function StrengthMeter({ score }: { score: number }) {
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
