import { pushEvent } from "../kernel/push.ts";
import { exportItem } from "./shapes.ts";

export const exportPushes = {
  /** To the person who asked: state or progress, at most once a second while it runs. */
  changed: pushEvent("export.changed", exportItem),
} as const;
