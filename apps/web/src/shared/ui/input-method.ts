/** A key that an input method takes (Enter chooses a word, Escape gives it up). Safari tells the last one of a word by its code alone. */
const isOfInputMethod = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;

/**
 * Keeps keys that an input method takes from every handler of the page: Escape would close what is being typed in, Enter would send it. The input method
 * itself and the text field do their work before and besides.
 */
export function keepKeysOfInputMethods(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (isOfInputMethod(event)) event.stopImmediatePropagation();
  };
  addEventListener("keydown", onKey, { capture: true });
  return () => removeEventListener("keydown", onKey, { capture: true });
}
