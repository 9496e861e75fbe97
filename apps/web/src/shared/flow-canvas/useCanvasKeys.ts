import { type RefObject, useEffect, useRef } from "react";

interface Deeds {
  undo: (() => void) | null;
  redo: (() => void) | null;
  remove: (() => void) | null;
}

const TYPING = "input, textarea, select, [contenteditable='true'], [role='combobox'], [role='dialog']";

/** Undo and redo wherever the person is on the page but in a text, which has its own; removing only from the canvas, lest a button's key removes. */
export function useCanvasKeys(area: RefObject<HTMLElement | null>, deeds: Deeds): void {
  const now = useRef(deeds);
  now.current = deeds;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (event.defaultPrevented || target.closest(TYPING)) return;
      const deed = deedOf(event, target === document.body || area.current?.contains(target) === true);
      const done = deed && now.current[deed];
      if (!done) return;
      event.preventDefault();
      done();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [area]);
}

function deedOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, onCanvas: boolean): keyof Deeds | null {
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) return letter === "z" ? (shiftKey ? "redo" : "undo") : letter === "y" ? "redo" : null;
  return onCanvas && (key === "Delete" || key === "Backspace") ? "remove" : null;
}
