import { z } from "zod";
import { pushEvent } from "../kernel/push.ts";

export const categoryPushes = {
  /** To everybody: the tree is not what it was. Whoever shows it fetches it again. */
  changed: pushEvent("category.changed", z.object({})),
} as const;
