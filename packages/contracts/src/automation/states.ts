import { z } from "zod";
import type { StateTable } from "../kernel/state-table.ts";

export const ruleState = z.enum(["paused", "active", "removed"]);
export type RuleState = z.infer<typeof ruleState>;
export type RuleEvent = "start" | "pause" | "remove";

/**
 * ```
 *  paused ──start──▶ active
 *    │ ▲               │ │
 *    │ └─────pause─────┘ │
 *    └──▶ removed ◀──────┘
 * ```
 * A new rule is paused, so that it can be tried before it acts. A removed one keeps its log.
 */
export const RULE_TABLE: StateTable<RuleState, RuleEvent> = {
  paused: { start: "active", remove: "removed" },
  active: { pause: "paused", remove: "removed" },
  removed: {},
};
