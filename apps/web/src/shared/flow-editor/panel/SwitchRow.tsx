import { Switch } from "antd";
import { useId } from "react";
import css from "./panel.module.css";

interface Props {
  label: string;
  hint?: string;
  checked: boolean;
  readOnly: boolean;
  onChange(checked: boolean): void;
}

export function SwitchRow({ label, hint, checked, readOnly, onChange }: Props) {
  const id = useId();
  return (
    <div className={css.row}>
      <label className={css.switch} htmlFor={id}>
        <Switch id={id} size="small" checked={checked} disabled={readOnly} onChange={onChange} />
        {label}
      </label>
      {hint && <small>{hint}</small>}
    </div>
  );
}
