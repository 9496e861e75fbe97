import { z } from "zod";
import type { StateTable } from "../kernel/state-table.ts";

export const IMPORT_STATES = [
  "waiting_file",
  "checking",
  "checked",
  "committing",
  "paused",
  "done",
  "undoing",
  "undone",
  "failed",
  "cancelled",
] as const;
export const importState = z.enum(IMPORT_STATES);
export type ImportState = z.infer<typeof importState>;
export type ImportEvent = "upload" | "check" | "fail" | "cancel" | "commit" | "pause" | "finish" | "undo" | "keep" | "end_undo";

/**
 * ```
 *  waiting_file ──upload──▶ checking ──check──▶ checked ──commit──▶ committing ──finish──▶ done
 *       │                    │    │               │                  │  ▲                   │ ▲
 *     cancel               fail cancel          cancel             pause│                   │ │
 *       │                    ▼    │               │                  ▼  │commit           undo│
 *       └──▶ cancelled ◀─────┼────┴───────────────┘                 paused ──undo──▶ undoing◀┘ │
 *                          failed                                                  │  │        │
 *                                                              undone ◀──end_undo──┘  └──keep──┘
 * ```
 * `keep`: the undo could not go on; what is not undone yet stays. A stage that failed may also end well after all, when an administrator has its job
 * tried again: `failed ──check──▶ checked`, `paused ──finish──▶ done`, `done ──end_undo──▶ undone`.
 */
export const IMPORT_TABLE: StateTable<ImportState, ImportEvent> = {
  waiting_file: { upload: "checking", cancel: "cancelled" },
  checking: { check: "checked", fail: "failed", cancel: "cancelled" },
  checked: { commit: "committing", cancel: "cancelled" },
  committing: { finish: "done", pause: "paused" },
  paused: { commit: "committing", finish: "done", undo: "undoing" },
  done: { undo: "undoing", end_undo: "undone" },
  undoing: { end_undo: "undone", keep: "done" },
  undone: {},
  failed: { check: "checked" },
  cancelled: {},
};
