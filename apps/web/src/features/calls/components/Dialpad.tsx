import { CloseCircleOutlined, PhoneFilled } from "@ant-design/icons";
import type { DialSource } from "@cloverdesk/contracts";
import { formatPhone, parseDialable } from "@cloverdesk/rules/phone";
import { Button, Input, type InputRef } from "antd";
import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { keyTone } from "../../../shared/media/index.ts";
import { NotYet } from "../../../shared/ui/index.ts";
import { dial } from "../api/commands.ts";
import { Keys } from "../controls/Keypad.tsx";
import { CallerNumber, useCallerNumber } from "./CallerNumber.tsx";
import css from "./Dialpad.module.css";
import { dialVerdict } from "./dial-verdict.ts";

interface Props {
  /** Filled in when a number somewhere was clicked. */
  number: string;
  /** From where it was opened, for the record of the call. */
  source: DialSource;
  onNumber: (number: string) => void;
  canDial: boolean;
  /** Why calling out is not possible now. */
  refusal: string | null;
  onDialed: (callId: string) => void;
}

/** Calls out: a number in any format, the caller number to show, numbers dialled lately. */
export function Dialpad({ number, source, onNumber, canDial, refusal, onDialed }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const caller = useCallerNumber();
  const { options, shown } = caller;
  const [remark, setRemark] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const attempt = useRef<string | null>(null);
  const input = useRef<InputRef>(null);
  const ids = useId();
  useFocusWhenVisible(input);

  const parsed = number.trim() ? parseDialable(number, { defaultCountry: "CN", openCountries: options.data?.openCountries }) : null;

  function type(next: string): void {
    attempt.current = null;
    setError(null);
    onNumber(next);
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!parsed?.ok || !canDial || !shown || busy) return;
    attempt.current ??= crypto.randomUUID();
    setBusy(true);
    setError(null);
    try {
      await dial(attempt.current, {
        number: parsed.e164,
        callerNumber: shown.number,
        source,
        remark: source === "fab" ? remark.trim() || undefined : undefined,
      });
      onDialed(attempt.current);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  const verdict = error ? errorText(error, language) : (refusal ?? (parsed && dialVerdict(parsed, t, language)));
  const bad = Boolean(error ?? refusal) || parsed?.ok === false;

  return (
    <form className={css.pad} aria-label={t("calls.dialpad.title")} onSubmit={(event) => void submit(event)}>
      <Input
        ref={input}
        size="large"
        className={css.display}
        value={number}
        inputMode="tel"
        autoComplete="off"
        aria-label={t("calls.dialpad.number")}
        aria-describedby={`${ids}-verdict`}
        placeholder={t("calls.dialpad.numberHint")}
        onChange={(event) => type(event.target.value)}
        suffix={
          <button
            type="button"
            className={css.erase}
            aria-label={t("calls.dialpad.clear")}
            title={t("calls.dialpad.clear")}
            disabled={!number}
            onClick={() => type(number.slice(0, -1))}
          >
            <CloseCircleOutlined aria-hidden="true" />
          </button>
        }
      />
      <div id={`${ids}-verdict`} className={bad ? css.bad : css.verdict} aria-live="polite">
        {verdict}
      </div>
      <Keys
        onKey={(key) => {
          keyTone(key);
          type(number + key);
        }}
      />
      <CallerNumber id={`${ids}-caller`} caller={caller} />
      {source === "fab" && (
        <>
          <label htmlFor={`${ids}-remark`} className={css.label}>
            {t("calls.dialpad.remark")}
          </label>
          <Input.TextArea
            id={`${ids}-remark`}
            autoSize={{ minRows: 1, maxRows: 3 }}
            maxLength={500}
            value={remark}
            placeholder={t("calls.dialpad.remarkHint")}
            onChange={(event) => {
              attempt.current = null;
              setRemark(event.target.value);
            }}
          />
        </>
      )}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        icon={<PhoneFilled aria-hidden="true" />}
        loading={busy}
        disabled={!parsed?.ok || !canDial || !shown}
      >
        {t("calls.dialpad.call")}
      </Button>
      <h3 className={css.label}>{t("calls.dialpad.recent")}</h3>
      {!options.data ? (
        <NotYet of={options} rows={3} />
      ) : options.data.recent.length === 0 ? (
        <p className={css.verdict}>{t("calls.dialpad.noRecent")}</p>
      ) : (
        <ul className={css.recent}>
          {options.data.recent.map((item) => (
            <li key={`${item.number}-${item.at}`}>
              <button type="button" onClick={() => type(item.number)}>
                <span>{formatPhone(item.number)}</span>
                <span>{item.name}</span>
                <time>{moment(item.at, language)}</time>
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

/** Focuses the input once it is visible: its popover is positioned while hidden, and a hidden input takes no focus. */
function useFocusWhenVisible(input: RefObject<InputRef | null>): void {
  useEffect(() => {
    const box = input.current?.input;
    if (!box) return;
    const observer = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      input.current?.focus({ cursor: "end" });
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [input]);
}
