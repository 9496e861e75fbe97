/** Whether a key is Enter in the box of a date or time picker (antd gives its boxes this class). */
const isEnterInPicker = ({ key, target }: KeyboardEvent): boolean =>
  key === "Enter" && target instanceof Element && target.closest(".ant-picker, .ant-picker-dropdown") !== null;

/**
 * Enter takes over the date in a picker; the browser would submit the form around it as well. Heard last, at the window: pickers ignore a key whose
 * default was prevented before it came to them.
 */
export function keepEnterInPickers(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (isEnterInPicker(event)) event.preventDefault();
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}
