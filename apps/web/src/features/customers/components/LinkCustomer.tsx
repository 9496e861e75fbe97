import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { formatPhone, useLanguage, useSettled } from "../../../shared/hooks/index.ts";
import { NotYet } from "../../../shared/ui/index.ts";
import { isSearchable, searchQuery } from "../api/customers.ts";
import css from "./customers.module.css";

interface Props {
  number: string;
  onLink(customerId: string): Promise<void>;
  onClose(): void;
}

/** Finds an existing customer by name or number, and gives them the caller's number. */
export function LinkCustomer({ number, onLink, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sought = useSettled(text.trim(), 250);
  const found = useQuery({ ...searchQuery(sought), enabled: isSearchable(sought) });

  async function link(customerId: string): Promise<void> {
    if (busy) return;
    setBusy(customerId);
    setProblem(null);
    await onLink(customerId).catch((error: unknown) => {
      setProblem(errorText(error, language));
      setBusy(null);
    });
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: antd's search has an input of its own; this groups it with what it finds
    <div
      role="group"
      className={css.linking}
      aria-label={t("customers.link.open")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className={css.buttons}>
        <Input
          size="small"
          autoFocus
          aria-label={t("customers.link.search")}
          placeholder={t("customers.link.search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button size="small" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
      </div>
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div aria-live="polite">
        {!isSearchable(sought) ? (
          <p className={css.soft}>{t("customers.link.hint")}</p>
        ) : !found.data ? (
          <NotYet of={found} rows={2} />
        ) : found.data.items.length === 0 ? (
          <p className={css.soft}>{t("customers.link.none", { text: sought })}</p>
        ) : (
          <ul className={css.found}>
            {found.data.items.map((customer) => (
              <li key={customer.id}>
                <span>
                  <strong>{customer.name}</strong>{" "}
                  <small>{[customer.level, customer.company, ...customer.phones.map(formatPhone)].filter(Boolean).join(" · ")}</small>
                </span>
                <Button
                  size="small"
                  loading={busy === customer.id}
                  aria-label={t(number ? "customers.link.linkNumberTo" : "customers.link.linkTo", { name: customer.name })}
                  onClick={() => void link(customer.id)}
                >
                  {t("customers.link.link")}
                </Button>
              </li>
            ))}
            {found.data.more && <li className={css.soft}>{t("customers.link.more")}</li>}
          </ul>
        )}
      </div>
    </div>
  );
}
