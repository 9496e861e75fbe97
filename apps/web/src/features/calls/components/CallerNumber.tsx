import { formatPhone } from "@cloverdesk/rules/phone";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { inLanguage, readStored, useLanguage, writeStored } from "../../../shared/hooks/index.ts";
import { dialOptionsQuery } from "../api/commands.ts";
import css from "./CallerNumber.module.css";

type Caller = ReturnType<typeof useCallerNumber>;

/**
 * The caller number that this person shows: the one they chose last as long as it is granted to them, else the first. `enabled`: they may call out, which
 * the api requires to list the numbers.
 */
export function useCallerNumber({ enabled = true } = {}) {
  const options = useQuery({ ...dialOptionsQuery, enabled });
  const [chosen, setChosen] = useState<string | null>(() => readStored<string | null>("caller-number", null));
  const granted = options.data?.callerNumbers ?? [];
  const shown = granted.find((each) => each.number === chosen) ?? granted[0];
  function choose(number: string): void {
    setChosen(number);
    writeStored("caller-number", number);
  }
  return { options, granted, shown, choose };
}

/** Chooses the caller number among those that are granted, and shows which number group grants it. */
export function CallerNumber({ id, caller: { options, granted, shown, choose } }: { id: string; caller: Caller }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <label htmlFor={id} className={css.label}>
        {t("calls.dialpad.callerNumber")}
      </label>
      <Select
        id={id}
        aria-label={t("calls.dialpad.callerNumber")}
        value={shown?.number ?? null}
        loading={options.isPending}
        disabled={granted.length === 0}
        onChange={choose}
        options={granted.map(({ number, name }) => ({ value: number, label: `${name[language]} ${formatPhone(number)}` }))}
      />
      <div className={options.data && granted.length === 0 ? css.bad : css.why}>
        {options.data && (shown ? inLanguage(shown.why, language) : t("calls.dialpad.noCallerNumber"))}
      </div>
    </>
  );
}
