import { z } from "zod";
import { pushEvent } from "../kernel/push.ts";

export const categoryPushes = {
  /** To every page: the tree changed. Pages that show it fetch it again. */
  changed: pushEvent("category.changed", z.object({})),
} as const;
