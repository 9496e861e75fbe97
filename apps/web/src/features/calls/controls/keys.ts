/** What the keys of a call do, together with Alt, wherever the focus is. */
export type KeyDeed = "answer" | "mute" | "hold" | "keypad" | "transfer" | "hangUp" | "save" | "continue";

/** The letter of each, by its place on the keyboard: with Alt, macOS types other characters. */
export const CALL_KEYS: Record<KeyDeed, string> = {
  answer: "A",
  mute: "M",
  hold: "H",
  keypad: "K",
  transfer: "T",
  hangUp: "E",
  save: "S",
  continue: "C",
};
/** As shown to people, and as `aria-keyshortcuts`. */
export const keyName = (deed: KeyDeed): string => `Alt+${CALL_KEYS[deed]}`;

type Pressed = Pick<KeyboardEvent, "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "getModifierState">;

/** What a key asks for; null: it is somebody's typing. AltGr, which types characters on many keyboards, counts as typing. */
export function deedOf(event: Pressed): KeyDeed | null {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState("AltGraph")) return null;
  const deeds = Object.keys(CALL_KEYS) as KeyDeed[];
  return deeds.find((deed) => event.code === `Key${CALL_KEYS[deed]}`) ?? null;
}
