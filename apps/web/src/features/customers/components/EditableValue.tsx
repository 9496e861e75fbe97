import { EditOutlined } from "@ant-design/icons";
import type { Customer } from "@cloverdesk/contracts";
import { Input, Tag } from "antd";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isCode, queryClient } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { changeField, customerQuery, type EditableField } from "../api/customers.ts";
import { fromText, toText } from "../field-value.ts";
import css from "./customers.module.css";

/** A value that becomes an input on a click: Enter keeps, Esc leaves. After a conflict Enter means “mine after all”. */
export function EditableValue({ customer, field }: { customer: Customer; field: EditableField }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = t(`customers.fields.${field}`);

  function leave(): void {
    setText(null);
    setProblem(null);
  }
  async function keep(): Promise<void> {
    if (text === null || busy) return;
    if (text === toText(customer, field) || (field === "name" && !text.trim())) return leave();
    setBusy(true);
    try {
      await changeField(customer, field, fromText(field, text));
      leave();
    } catch (error) {
      if (isCode(error, "customers.conflict")) {
        const theirs = await queryClient.fetchQuery({ ...customerQuery(customer.id), staleTime: 0 }).catch(() => customer);
        setProblem(t("customers.conflict", { theirs: toText(theirs, field) || t("shell.none") }));
      } else setProblem((error instanceof ApiError && error.fields[field]) || errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void keep();
    }
  }

  if (text === null) {
    const shown =
      field === "tags"
        ? customer.tags.map((tag) => (
            <Tag key={tag} className={css.tag}>
              {tag}
            </Tag>
          ))
        : toText(customer, field);
    const empty = toText(customer, field) === "";
    if (!customer.can.edit) return <span className={css.shown}>{empty ? t("shell.none") : shown}</span>;
    return (
      <button type="button" className={css.value} onClick={() => setText(toText(customer, field))}>
        <span className="sr-only">{t("customers.edit", { field: name })}</span>
        <span>{empty ? <i>{t("shell.none")}</i> : shown}</span>
        <EditOutlined aria-hidden="true" />
      </button>
    );
  }
  const control = {
    size: "small" as const,
    autoFocus: true,
    value: text,
    disabled: busy,
    "aria-label": name,
    status: problem ? ("error" as const) : undefined,
    placeholder: field === "tags" ? t("customers.tagsHint") : undefined,
    onKeyDown,
    onBlur: () => !problem && void keep(),
  };
  return (
    <>
      {field === "note" ? (
        <Input.TextArea {...control} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => setText(event.target.value)} />
      ) : (
        <Input {...control} onChange={(event) => setText(event.target.value)} />
      )}
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
