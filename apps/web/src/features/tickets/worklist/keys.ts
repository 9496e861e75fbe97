import { useEffect, useRef } from "react";
import { isTyping } from "../../../shared/hooks/index.ts";

export type TaskDeed = "next" | "call" | "callback" | "skip" | { result: number };

/** What has keys of its own, or stands over the page. */
const APART = "form, [role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=combobox], .ant-popover, .ant-picker-dropdown";
const PRESSED_BY_ENTER = "a, button, summary, [role=button], [role=tab], [role=switch], [role=checkbox], [role=radio], input";

const LETTERS: Record<string, TaskDeed> = { n: "next", s: "skip", b: "callback" };

/** The deed that a key is for, pressed anywhere on the page but where somebody types or something has keys of its own. */
export function taskDeedOf({
  key,
  target,
  ...held
}: Pick<KeyboardEvent, "key" | "target" | "altKey" | "ctrlKey" | "metaKey">): TaskDeed | null {
  if (held.altKey || held.ctrlKey || held.metaKey) return null;
  if (target instanceof Element) {
    // A switch that was chosen by a click keeps the focus, and takes no letters.
    const takesLetters = isTyping({ target }) && !target.matches("input[type=radio], input[type=checkbox]");
    if (takesLetters || target.closest(APART)) return null;
    if (key === "Enter" && target.closest(PRESSED_BY_ENTER)) return null;
  }
  if (key === "Enter") return "call";
  if (/^[1-9]$/.test(key)) return { result: Number(key) - 1 };
  return LETTERS[key.toLowerCase()] ?? null;
}

/** Hears the keys of the worklist while it is shown; `perform` answers whether the deed was its own. */
export function useTaskKeys(perform: (deed: TaskDeed) => boolean): void {
  const latest = useRef(perform);
  latest.current = perform;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const deed = event.defaultPrevented || event.repeat ? null : taskDeedOf(event);
      if (deed && latest.current(deed)) event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
