import { Alert, Button, Input } from "antd";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, useSession } from "../../../shared/api/index.ts";
import { clock, useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { signIn } from "../api/identity.ts";
import css from "./identity.module.css";

/** Seconds left until `until` (local ms), counting down. */
function useSecondsUntil(until: number | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === null) return setLeft(0);
    const count = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    count();
    const timer = setInterval(count, 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}

export function SignInForm({ onForgot }: { onForgot: (loginName: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const reason = useSession((s) => s.reason);
  const [loginName, setLoginName] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [lockedUntil, setLockedUntil] = useState<number | null>(null);
  const wait = useSecondsUntil(lockedUntil);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (!loginName.trim() || !password || busy) return;
    setBusy(true);
    setError(null);
    try {
      await signIn(loginName.trim(), password);
    } catch (failure) {
      setError(failure);
      if (failure instanceof ApiError && failure.retryAfter) setLockedUntil(Date.now() + failure.retryAfter * 1000);
    } finally {
      setBusy(false);
    }
  }

  const told = error ? errorText(error, language) : reason ? t(`identity.out.${reason}`) : "";
  return (
    <form className={css.form} onSubmit={(e) => void submit(e)} noValidate>
      <h1>{t("identity.signInTitle")}</h1>
      <div className={css.told} role={error ? "alert" : undefined}>
        {told && <Alert type={error ? "error" : "info"} showIcon title={told} />}
      </div>
      <Field
        label={t("identity.loginName")}
        error={tried && !loginName.trim() ? t("identity.missingLoginName") : null}
        hint={t("identity.loginNameHint")}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="username"
            value={loginName}
            onChange={(e) => setLoginName(e.target.value)}
            size="large"
          />
        )}
      </Field>
      <Field label={t("identity.password")} error={tried && !password ? t("identity.missingPassword") : null}>
        {(control) => (
          <Input.Password
            {...control}
            autoComplete="current-password"
            value={password}
            onChange={(e) => setPassword(e.target.value)}
            size="large"
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={wait > 0}>
        {wait > 0 ? t("identity.wait", { time: clock(wait * 1000) }) : t("identity.signIn")}
      </Button>
      <Button type="link" className={css.under} onClick={() => onForgot(loginName.trim())}>
        {t("identity.forgot")}
      </Button>
    </form>
  );
}
