import { type ReactNode, useId } from "react";
import css from "./panel.module.css";

/** A labelled control of the side panel, with one sentence on its effect. */
export function Row({ label, hint, children }: { label: string; hint?: ReactNode; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={css.row}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <small>{hint}</small>}
    </div>
  );
}
