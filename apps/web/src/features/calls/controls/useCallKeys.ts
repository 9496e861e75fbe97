import type { Contact } from "@cloverdesk/contracts";
import { useEffect, useRef } from "react";
import { toggleTransfer } from "../transfer/panel.ts";
import { isPossible, perform, toggleKeypad } from "./deeds.ts";
import { deedOf, type KeyDeed } from "./keys.ts";

export interface CallKeys {
  /** The open contact; none: the keys are left to whoever types. */
  contact: Contact | undefined;
  /** Null where nothing can be saved. */
  onSave: (() => void) | null;
  /** Null where work cannot be continued. */
  onContinue: (() => void) | null;
  onFailed(error: unknown): void;
}

/** Alt and a letter, on every page, also while somebody types: the caret stays, and macOS types no character into the field. */
export function useCallKeys(given: CallKeys): void {
  const asked = useRef(given);
  asked.current = given;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const deed = deedOf(event);
      if (!deed || deed === "answer" || !asked.current.contact) return;
      event.preventDefault();
      // A key that is held down mutes once.
      if (!event.repeat) run(deed, asked.current.contact, asked.current);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function run(deed: Exclude<KeyDeed, "answer">, contact: Contact, { onSave, onContinue, onFailed }: CallKeys): void {
  if (deed === "save") onSave?.();
  else if (deed === "continue") onContinue?.();
  else if (deed === "keypad") toggleKeypad(contact);
  else if (deed === "transfer") toggleTransfer(contact);
  else if (isPossible(contact, deed)) perform(contact, deed).catch(onFailed);
}
