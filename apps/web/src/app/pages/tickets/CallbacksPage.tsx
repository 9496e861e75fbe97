import { CallbackLists } from "../../../features/tickets/callbacks.ts";
import css from "./tickets.module.css";

/** Calls that were promised to customers. */
export function Component() {
  return (
    <div className={css.ticket}>
      <CallbackLists />
    </div>
  );
}
