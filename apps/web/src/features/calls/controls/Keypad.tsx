import type { Contact } from "@cloverdesk/contracts";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { keyTone } from "../../../shared/media/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { sendKeys } from "../api/commands.ts";
import { closeKeypad } from "./deeds.ts";
import css from "./Keypad.module.css";

export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

/** Twelve keys; letters of the phone's keyboard are left out, since nobody dials words here. */
export function Keys({ onKey, disabled = false }: { onKey: (key: string) => void; disabled?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={css.keys}>
      {KEYS.map((key) => (
        <button key={key} type="button" disabled={disabled} aria-label={t("calls.bar.key", { key })} onClick={() => onKey(key)}>
          {key}
        </button>
      ))}
    </div>
  );
}

/**
 * The soft keypad in a call: each key goes to the other side, one after the other, and stays to be read. Escape closes it, wherever the focus is, and
 * leads back to where the focus was.
 */
export function Keypad({ contact, shape }: { contact: Contact; shape: "bar" | "strip" }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const queue = useRef(Promise.resolve());
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const pad = box.current;
    pad?.querySelector("button")?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      closeKeypad();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
      // Not when the focus has gone elsewhere meanwhile.
      const isHere = document.activeElement === document.body || pad?.contains(document.activeElement);
      if (isHere && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  function press(key: string): void {
    keyTone(key);
    queue.current = queue.current.then(() => sendKeys(contact.id, key)).catch((error: unknown) => tell("bad", errorText(error, language)));
  }
  return (
    <fieldset
      ref={box}
      className={css.pad}
      data-shape={shape}
      aria-label={t("calls.bar.keypad")}
      onKeyDown={(event) => {
        if (!KEYS.includes(event.key as (typeof KEYS)[number]) || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        press(event.key);
      }}
    >
      <output className={css.history}>
        {contact.part.keysSent ? t("calls.bar.keysSent", { keys: contact.part.keysSent }) : t("calls.bar.noKeys")}
      </output>
      <Keys onKey={press} />
    </fieldset>
  );
}
