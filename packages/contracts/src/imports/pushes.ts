import { pushEvent } from "../kernel/push.ts";
import { importItem } from "./shapes.ts";

export const importPushes = {
  /** To who began the import and who acted last: state or progress, about once a second while it runs. */
  changed: pushEvent("import.changed", importItem),
} as const;
