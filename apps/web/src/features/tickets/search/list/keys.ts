import { isTyping } from "../../../../shared/hooks/index.ts";

/** Keys that the list takes wherever the focus is. The others (arrows, Enter, Escape) mean something of their own elsewhere. */
const EVERYWHERE = ["j", "k", "x", "c", "t", "f", " "];
/** What has keys of its own, or stands over the list. */
const APART = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=combobox], .ant-popover, .ant-picker-dropdown";
const PRESSED_BY_SPACE = "button, summary, [role=button], [role=tab], [role=switch], [role=checkbox], [role=radio]";

/** Whether a key pressed at `target`, outside of the list's grid or in one of its rows, is for the list. */
export function isForList(key: string, target: EventTarget | null): boolean {
  if (!EVERYWHERE.includes(key) || !(target instanceof Element) || target.closest(APART)) return false;
  // A row that has just been ticked keeps the focus in its box.
  if (target.matches("[role=gridcell] input[type=checkbox]")) return key !== " ";
  return !isTyping({ target }) && !(key === " " && target.closest(PRESSED_BY_SPACE));
}
