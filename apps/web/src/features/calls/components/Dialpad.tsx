import { CloseCircleOutlined, PhoneFilled } from "@ant-design/icons";
import type { DialSource } from "@cloverdesk/contracts";
import { formatPhone, type ParsedPhone, type PhoneFault, parseDialable, phoneFaultText } from "@cloverdesk/rules/phone";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, type InputRef, Select } from "antd";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { inLanguage, moment, readStored, useLanguage, writeStored } from "../../../shared/hooks/index.ts";
import { keyTone } from "../../../shared/media/index.ts";
import { NotYet } from "../../../shared/ui/index.ts";
import { dial, dialOptionsQuery } from "../api/commands.ts";
import { Keys } from "../controls/Keypad.tsx";
import css from "./Dialpad.module.css";

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
  const options = useQuery(dialOptionsQuery);
  const [chosen, setChosen] = useState<string | null>(() => readStored<string | null>("caller-number", null));
  const [remark, setRemark] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const attempt = useRef<string | null>(null);
  const input = useRef<InputRef>(null);
  const ids = useId();
  useEffect(() => input.current?.focus({ cursor: "end" }), []);

  const parsed = number.trim() ? parseDialable(number) : null;
  const granted = options.data?.callerNumbers ?? [];
  const caller = granted.find((g) => g.number === chosen) ?? granted[0];

  function type(next: string): void {
    attempt.current = null;
    setError(null);
    onNumber(next);
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!parsed?.ok || !canDial || !caller || busy) return;
    attempt.current ??= crypto.randomUUID();
    setBusy(true);
    setError(null);
    try {
      await dial(attempt.current, {
        number: parsed.e164,
        callerNumber: caller.number,
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

  const verdict = error ? errorText(error, language) : (refusal ?? verdictText(parsed));
  function verdictText(result: ParsedPhone | PhoneFault | null): string {
    if (!result) return "";
    if (!result.ok) return inLanguage(phoneFaultText(result), language);
    return t("calls.dialpad.ok", { number: formatPhone(result.e164), kind: t(`calls.dialpad.kinds.${result.kind}`) });
  }
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
      <label htmlFor={`${ids}-caller`} className={css.label}>
        {t("calls.dialpad.callerNumber")}
      </label>
      <Select
        id={`${ids}-caller`}
        aria-label={t("calls.dialpad.callerNumber")}
        value={caller?.number ?? null}
        loading={options.isPending}
        disabled={granted.length === 0}
        onChange={(value) => {
          setChosen(value);
          writeStored("caller-number", value);
        }}
        options={granted.map((g) => ({ value: g.number, label: `${g.name[language]} ${formatPhone(g.number)}` }))}
      />
      <div className={options.data && granted.length === 0 ? css.bad : css.verdict}>
        {options.data && (caller ? inLanguage(caller.why, language) : t("calls.dialpad.noCallerNumber"))}
      </div>
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
        disabled={!parsed?.ok || !canDial || !caller}
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
