import type { NewCustomer } from "@cloverdesk/contracts";
import { Button, Input } from "antd";
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText } from "../../../shared/api/index.ts";
import { formatPhone, useLanguage } from "../../../shared/hooks/index.ts";
import css from "./customers.module.css";

interface Props {
  number: string;
  onCreate(fields: NewCustomer): Promise<void>;
  onClose(): void;
}

/** A new customer with the caller's number: a name is enough. */
export function CreateCustomer({ number, onCreate, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ids = useId();
  // Sent again after a lost answer it is the same customer.
  const customerId = useRef(crypto.randomUUID());
  const [fields, setFields] = useState({ name: "", level: "", company: "" });
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy || !fields.name.trim()) return setProblem(busy ? null : t("customers.create.nameMissing"));
    setBusy(true);
    setProblem(null);
    try {
      await onCreate({
        id: customerId.current,
        name: fields.name,
        level: fields.level.trim() || null,
        company: fields.company.trim() || null,
      });
    } catch (error) {
      setProblem((error instanceof ApiError && error.fields.name) || errorText(error, language));
      setBusy(false);
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <form className={css.form} aria-label={t("customers.create.open")} onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      {(["name", "level", "company"] as const).map((field, i) => (
        <div key={field}>
          <label htmlFor={`${ids}-${field}`}>
            {t(`customers.fields.${field}`)}
            {field === "name" && " *"}
          </label>
          <Input
            id={`${ids}-${field}`}
            size="small"
            autoFocus={i === 0}
            autoComplete="off"
            value={fields[field]}
            status={field === "name" && problem ? "error" : undefined}
            onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
          />
        </div>
      ))}
      {number && (
        <div>
          <label htmlFor={`${ids}-phone`}>{t("customers.fields.phones")}</label>
          <Input id={`${ids}-phone`} size="small" value={formatPhone(number)} readOnly />
        </div>
      )}
      <div className={css.buttons}>
        <Button type="primary" size="small" htmlType="submit" loading={busy}>
          {t("customers.create.save")}
        </Button>
        <Button size="small" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
      </div>
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
