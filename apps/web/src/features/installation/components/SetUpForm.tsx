import type { Language } from "@cloverdesk/contracts";
import { Alert, Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { BY_LABEL, Field } from "../../../shared/ui/index.ts";
import { keepsRules, NewPasswordField } from "../../identity/sign-in.ts";
import { setUp } from "../api.ts";
import css from "./installation.module.css";

interface Props {
  /** The one-time code from the address that the start printed; empty when somebody came without it. */
  code: string;
  onDone: (signIn: { loginName: string; password: string }) => void;
}

const EMPTY = { name: "", loginName: "", realName: "", displayName: "", password: "" };
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The first page of an empty installation: the enterprise and its first administrator. */
export function SetUpForm({ code: given, onDone }: Props) {
  const { t } = useTranslation();
  const shown = useLanguage();
  const [typedCode, setCode] = useState("");
  const code = given || typedCode;
  const [typed, setTyped] = useState(EMPTY);
  const [timeZone, setTimeZone] = useState(ownZone);
  const [language, setLanguage] = useState<Language>(shown);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const write = (key: keyof typeof EMPTY) => (value: string) => setTyped((before) => ({ ...before, [key]: value }));
  const fields = error instanceof ApiError ? error.fields : {};
  const missing = (value: string): string | null => (tried && !value.trim() ? t("setUp.missing") : null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    const { name, loginName, realName, displayName, password } = typed;
    if (busy || [code, name, loginName, realName].some((value) => !value.trim()) || !keepsRules(password, loginName)) return;
    setBusy(true);
    setError(null);
    try {
      await setUp({ code, enterprise: { name, timeZone, language }, administrator: { loginName, realName, displayName, password } });
      onDone({ loginName: loginName.trim(), password });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={css.form} onSubmit={(e) => void submit(e)} noValidate>
      <h1>{t("setUp.title")}</h1>
      <p className={css.lead}>{t("setUp.text")}</p>
      {error !== null && <Alert type="error" showIcon title={errorText(error, shown)} role="alert" />}
      {!given && (
        <Field label={t("setUp.code")} error={missing(code) ?? (fields.code ? t("setUp.codeWrong") : null)} hint={t("setUp.codeHint")}>
          {(control) => (
            <Input {...control} autoComplete="one-time-code" value={typedCode} onChange={(e) => setCode(e.target.value)} size="large" />
          )}
        </Field>
      )}
      <h2>{t("setUp.enterprise")}</h2>
      <Field label={t("setUp.name")} error={missing(typed.name)}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="organization"
            maxLength={60}
            value={typed.name}
            onChange={(e) => write("name")(e.target.value)}
            size="large"
          />
        )}
      </Field>
      <div className={css.pair}>
        <Field label={t("setUp.timeZone")}>
          {(control) => (
            <Select
              {...control}
              className={css.wide}
              showSearch={BY_LABEL}
              size="large"
              value={timeZone}
              options={[...new Set([timeZone, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({ value, label: value }))}
              onChange={setTimeZone}
            />
          )}
        </Field>
        <Field label={t("setUp.language")}>
          {(control) => (
            <Select
              {...control}
              className={css.wide}
              size="large"
              value={language}
              options={(["zh", "en"] as const).map((value) => ({ value, label: t(`setUp.languages.${value}`) }))}
              onChange={setLanguage}
            />
          )}
        </Field>
      </div>
      <h2>{t("setUp.administrator")}</h2>
      <Field
        label={t("identity.loginName")}
        error={missing(typed.loginName) ?? (fields["administrator.loginName"] ? t("setUp.loginNameInvalid") : null)}
        hint={t("identity.loginNameHint")}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="username"
            maxLength={200}
            value={typed.loginName}
            onChange={(e) => write("loginName")(e.target.value)}
            size="large"
          />
        )}
      </Field>
      <Field label={t("setUp.realName")} error={missing(typed.realName)}>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            maxLength={60}
            value={typed.realName}
            onChange={(e) => write("realName")(e.target.value)}
            size="large"
          />
        )}
      </Field>
      <Field label={t("setUp.displayName")} hint={t("setUp.displayNameHint")}>
        {(control) => (
          <Input
            {...control}
            autoComplete="nickname"
            maxLength={60}
            value={typed.displayName}
            placeholder={typed.realName}
            onChange={(e) => write("displayName")(e.target.value)}
            size="large"
          />
        )}
      </Field>
      <NewPasswordField
        value={typed.password}
        loginName={typed.loginName}
        tried={tried}
        error={fields.password}
        onChange={write("password")}
      />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t("setUp.submit")}
      </Button>
    </form>
  );
}
