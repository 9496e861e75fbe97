import { SearchOutlined } from "@ant-design/icons";
import { type FormEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { isTyping } from "../../shared/hooks/index.ts";
import css from "./FindTickets.module.css";

/** Looks for tickets from anywhere, by number, telephone, customer or words; the ticket centre shows what is found. The key `/` leads here. */
export function FindTickets() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || event.defaultPrevented) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  function find(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const text = input.current?.value.trim() ?? "";
    void navigate(text ? `/tickets/all?text=${encodeURIComponent(text)}` : "/tickets/all");
  }
  return (
    <search className={css.find}>
      <form onSubmit={find}>
        <SearchOutlined aria-hidden="true" />
        <input
          ref={input}
          type="search"
          maxLength={100}
          aria-label={t("shell.find.label")}
          aria-keyshortcuts="/"
          placeholder={t("shell.find.hint")}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
      </form>
    </search>
  );
}
