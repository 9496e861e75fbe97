import { z } from "zod";
import type { StateTable } from "../kernel/state-table.ts";

export const EXPORT_STATES = ["waiting", "running", "done", "failed", "cancelled"] as const;
export const exportState = z.enum(EXPORT_STATES);
export type ExportState = z.infer<typeof exportState>;
export type ExportEvent = "take" | "give_back" | "finish" | "fail" | "cancel" | "retry";

/**
 * ```
 *  waiting ──take──▶ running ──finish──▶ done
 *    ▲ ▲ │ ◀─give_back─┘ │ │ └──take: its process died, another goes on
 *    │ │ └──cancel──▶ cancelled ◀──cancel┘ │
 *    │ └────retry───────┘                  │
 *    └──retry── failed ◀──────fail─────────┘
 *                 └──take: an administrator had its job tried again──▶ running
 * ```
 */
export const EXPORT_TABLE: StateTable<ExportState, ExportEvent> = {
  waiting: { take: "running", cancel: "cancelled" },
  running: { take: "running", give_back: "waiting", finish: "done", fail: "failed", cancel: "cancelled" },
  done: {},
  failed: { retry: "waiting", take: "running" },
  cancelled: { retry: "waiting" },
};
