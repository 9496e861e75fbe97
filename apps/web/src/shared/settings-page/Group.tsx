import { type ReactNode, useId } from "react";
import css from "./settings.module.css";

/** Inputs that belong together, under a small heading. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.group} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

/** Two inputs side by side. */
export const Two = ({ children }: { children: ReactNode }) => <div className={css.two}>{children}</div>;
