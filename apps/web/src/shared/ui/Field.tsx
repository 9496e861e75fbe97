import { type ReactNode, useId } from "react";
import css from "./Field.module.css";

interface Props {
  label: string;
  error?: string | null;
  hint?: ReactNode;
  /** Gets the id the control must carry and, when there is an error or hint, the id that describes it. */
  children: (control: { id: string; "aria-describedby"?: string; status?: "error" }) => ReactNode;
}

/** A labelled control with its error below it; the room for the error is always there, so nothing jumps. */
export function Field({ label, error, hint, children }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": note ? `${id}-note` : undefined, status: error ? "error" : undefined })}
      <div id={`${id}-note`} className={error ? css.error : css.hint} role={error ? "alert" : undefined}>
        {note}
      </div>
    </div>
  );
}
