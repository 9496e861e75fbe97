import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { setPassword as send } from "../api/identity.ts";
import css from "./identity.module.css";
import { keepsRules, NewPasswordField } from "./NewPasswordField.tsx";

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
  const loginName = "loginName" in by ? by.loginName : "";
  const complete = keepsRules(password, loginName);
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
      <NewPasswordField value={password} loginName={loginName} tried={tried} error={fieldErrors.password} onChange={setPassword} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t("identity.reset.set")}
      </Button>
      <Button type="link" className={css.under} onClick={onBack}>
        {t("identity.reset.back")}
      </Button>
    </form>
  );
}
