import { Switch } from "antd";
import { type ReactNode, useId } from "react";
import css from "./settings.module.css";

interface Props {
  label: string;
  /** One sentence on its effect. */
  effect: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

/** A switch with one sentence on what it does. */
export function SwitchLine({ label, effect, checked, disabled = false, onChange }: Props) {
  const id = useId();
  return (
    <div className={css.switch}>
      <Switch id={id} size="small" checked={checked} disabled={disabled} aria-describedby={`${id}-effect`} onChange={onChange} />
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-effect`}>{effect}</p>
    </div>
  );
}
