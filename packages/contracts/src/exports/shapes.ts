import { z } from "zod";
import type { Permission } from "../kernel/permissions.ts";
import { type Bilingual, bilingual, id, language, moment } from "../kernel/shapes.ts";
import { text } from "../kernel/text.ts";
import { exportState } from "./states.ts";

/** What can be exported, each with the permission it takes: to ask, while it is written, and to fetch the file. */
export const EXPORT_KINDS = {
  calls: { zh: "通话记录", en: "Call records", permission: "calls.export" },
  tickets: { zh: "工单", en: "Tickets", permission: "tickets.export" },
} as const satisfies Record<string, Bilingual & { permission: Permission }>;
export type ExportKind = keyof typeof EXPORT_KINDS;
export const exportKind = z.enum(Object.keys(EXPORT_KINDS) as [ExportKind, ...ExportKind[]]);

/** Rows that one file holds at most. */
export const EXPORT_MOST_ROWS = 100_000;
/** How long a file is kept, and named in the list. */
export const EXPORT_KEPT_DAYS = 7;

/** How many rows an export would hold. */
export const exportSize = z.object({
  rows: z.number().int(),
  /** There are more than were counted. */
  more: z.boolean(),
  most: z.literal(EXPORT_MOST_ROWS),
});

/** In which words, and in whose time, a file is written. */
export const exportLocale = z.object({
  language: language.default("zh"),
  /** IANA name, e.g. `Asia/Shanghai`. */
  timeZone: text(60).default("Asia/Shanghai"),
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
