import css from "./identity.module.css";

/** The first sign of the name in the brand's colour. */
export const Initial = ({ name, large = false }: { name: string; large?: boolean }) => (
  <span className={css.initial} data-large={large} aria-hidden="true">
    {[...name].slice(0, 1)}
  </span>
);
