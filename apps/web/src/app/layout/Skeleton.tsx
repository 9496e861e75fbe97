import { Clover } from "../../shared/ui/Clover.tsx";
import css from "./Frame.module.css";

/** The empty frame: what is painted first, in its final size, while the code of the page and the session are still on their way. */
export function Skeleton() {
  return (
    <div className={css.frame} aria-hidden="true">
      <div className={css.header}>
        <span className={css.brand}>
          <Clover size={24} />
        </span>
      </div>
      <div className={css.rail} />
      <div className={css.page} />
    </div>
  );
}
