import { lazy, useEffect } from "react";
import { isTyping } from "../../shared/hooks/index.ts";
import { Later } from "../../shared/ui/index.ts";
import { closeKeySheet, openKeySheet, useKeySheet } from "./key-sheet.ts";

const KeySheet = lazy(async () => ({ default: (await import("./KeySheet.tsx")).KeySheet }));

/** `?` shows every key there is, on every page; a question mark that somebody types stays one. */
export function KeySheetHost() {
  const open = useKeySheet((s) => s.open);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
      event.preventDefault();
      openKeySheet();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  if (!open) return null;
  return (
    <Later fallback={null} onFailed={closeKeySheet} failed={null}>
      <KeySheet />
    </Later>
  );
}
