import { z } from "zod";
import { endpoint } from "./kernel/endpoint.ts";
import { pushEvent } from "./kernel/push.ts";
import { type Bilingual, bilingual, id, language, moment } from "./kernel/shapes.ts";
import type { StateTable } from "./kernel/state-table.ts";
import type { Permission } from "./permissions.ts";

/** What can be exported, each with the permission it takes: to ask, while it is written, and to fetch the file. */
export const EXPORT_KINDS = {
  tickets: { zh: "工单", en: "Tickets", permission: "tickets.export" },
} as const satisfies Record<string, Bilingual & { permission: Permission }>;
export type ExportKind = keyof typeof EXPORT_KINDS;
export const exportKind = z.enum(Object.keys(EXPORT_KINDS) as [ExportKind, ...ExportKind[]]);

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
 * ```
 */
export const EXPORT_TABLE: StateTable<ExportState, ExportEvent> = {
  waiting: { take: "running", cancel: "cancelled" },
  running: { take: "running", give_back: "waiting", finish: "done", fail: "failed", cancel: "cancelled" },
  done: {},
  failed: { retry: "waiting" },
  cancelled: { retry: "waiting" },
};

/** Rows that one file holds at most. */
export const EXPORT_MOST_ROWS = 100_000;
/** How long a file is kept, and named in the list. */
export const EXPORT_KEPT_DAYS = 7;

/** In which words, and in whose time, a file is written. */
export const exportLocale = z.object({
  language: language.default("zh"),
  /** IANA name, e.g. `Asia/Shanghai`. */
  timeZone: z.string().max(60).default("Asia/Shanghai"),
});
export type ExportLocale = z.infer<typeof exportLocale>;

/** One export, for the person who asked. `rows` of `total` are written; `total` is what was counted when it was asked for. */
export const exportItem = z.object({
  id,
  /** Grows with every change. */
  version: z.number().int(),
  kind: exportKind,
  title: z.string(),
  state: exportState,
  rows: z.number().int(),
  total: z.number().int(),
  /** Size of the finished file. */
  bytes: z.number().int().nullable(),
  fileName: z.string(),
  askedAt: moment,
  finishedAt: moment.nullable(),
  /** When file and entry are deleted. */
  expiresAt: moment,
  /** Why it failed: an error's code and text. */
  failure: z.object({ code: z.string(), title: bilingual }).nullable(),
  can: z.object({ cancel: z.boolean(), retry: z.boolean(), download: z.boolean() }),
});
export type ExportItem = z.infer<typeof exportItem>;

const exportId = z.object({ exportId: id });
export const exportEndpoints = {
  mine: endpoint({
    id: "exports.mine",
    method: "GET",
    path: "/api/exports",
    permission: "signed-in",
    summary: "My exports of the last seven days, newest first",
    output: z.object({ items: z.array(exportItem) }),
  }),
  cancel: endpoint({
    id: "exports.cancel",
    method: "POST",
    path: "/api/exports/:exportId/cancel",
    permission: "signed-in",
    summary: "Stop an export of mine that is not done yet",
    params: exportId,
    output: exportItem,
    errors: ["exports.not_found", "exports.over"],
  }),
  retry: endpoint({
    id: "exports.retry",
    method: "POST",
    path: "/api/exports/:exportId/retry",
    permission: "signed-in",
    summary: "Run an export of mine again that failed or was cancelled",
    params: exportId,
    output: exportItem,
    errors: ["exports.not_found", "exports.not_over", "exports.too_many"],
  }),
  download: endpoint({
    id: "exports.download",
    method: "GET",
    path: "/api/exports/:exportId/file",
    permission: "signed-in",
    summary: "The finished file; only for the person who asked for it, and audited",
    params: exportId,
    output: z.void(),
    binary: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    errors: ["exports.not_found", "exports.not_ready"],
  }),
} as const;

export const exportPushes = {
  /** To the person who asked: state or progress, at most once a second while it runs. */
  changed: pushEvent("export.changed", exportItem),
} as const;
