import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, isCode } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { askForReset } from "../api/identity.ts";
import css from "./identity.module.css";
import { NewPasswordForm } from "./NewPasswordForm.tsx";

interface Props {
  loginName: string;
  onDone: () => void;
  onBack: () => void;
}

/** Forgot password and first sign-in: ask for link and code, then enter the code with a new password. */
export function ForgotForm({ loginName: initial, onDone, onBack }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [loginName, setLoginName] = useState(initial);
  const [step, setStep] = useState<"ask" | "code">("ask");
  const [sent, setSent] = useState(false);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (!loginName.trim() || busy) return;
    setBusy(true);
    setError(null);
    try {
      await askForReset(loginName.trim());
      setSent(true);
      setStep("code");
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  if (step === "code") {
    return (
      <NewPasswordForm
        by={{ loginName: loginName.trim() }}
        notice={sent ? t("identity.reset.sentText") : null}
        onDone={onDone}
        onBack={onBack}
      />
    );
  }
  return (
    <form className={css.form} onSubmit={(e) => void submit(e)} noValidate>
      <h1>{t("identity.reset.askTitle")}</h1>
      <p className={css.lead}>{t("identity.reset.askText")}</p>
      {error !== null && <Alert type="error" showIcon title={errorText(error, language)} role="alert" />}
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
      <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={isCode(error, "auth.locked")}>
        {t("identity.reset.send")}
      </Button>
      <div className={css.pair}>
        <Button type="link" onClick={onBack}>
          {t("identity.reset.back")}
        </Button>
        <Button
          type="link"
          onClick={() => {
            setTried(true);
            if (loginName.trim()) setStep("code");
          }}
        >
          {t("identity.reset.haveCode")}
        </Button>
      </div>
    </form>
  );
}
