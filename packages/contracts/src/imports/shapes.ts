import { z } from "zod";
import type { Permission } from "../kernel/permissions.ts";
import { type Bilingual, bilingual, id, language, moment, personRef, timeZone } from "../kernel/shapes.ts";
import { code, text } from "../kernel/text.ts";
import { priority } from "../tickets/fields/shapes.ts";
import { ticketDeed } from "../tickets/track/shapes.ts";
import { importState } from "./states.ts";

/** What can be imported, each with the permission that creating one of it by hand takes. */
export const IMPORT_KINDS = {
  tickets: { zh: "外呼工单", en: "Outbound tickets", permission: "tickets.create" },
} as const satisfies Record<string, Bilingual & { permission: Permission }>;
export type ImportKind = keyof typeof IMPORT_KINDS;
export const importKind = z.enum(Object.keys(IMPORT_KINDS) as [ImportKind, ...ImportKind[]]);

/** Size of a file, bytes. */
export const IMPORT_MOST_BYTES = 50 * 1024 * 1024;
/** An import that nobody commits is deleted after so many days. */
export const IMPORT_KEPT_DAYS = 7;

/** What becomes of a row of the file. Each row has exactly one; their sum is the rows read. */
export const IMPORT_OUTCOMES = {
  ready: { zh: "将创建", en: "Will be created" },
  fault: { zh: "有误", en: "Has faults" },
  same_in_file: { zh: "与文件内前面的行重复", en: "Same number as an earlier row" },
  known: { zh: "已有同号码的工单", en: "There is a ticket of the number already" },
  empty: { zh: "空行", en: "Empty" },
  hidden: { zh: "隐藏行，未读取", en: "Hidden in the file, not read" },
  created: { zh: "已创建", en: "Created" },
  undone: { zh: "已撤销", en: "Undone" },
  kept: { zh: "已有人处理，保留", en: "Kept: somebody has worked on it" },
} as const satisfies Record<string, Bilingual>;
export type ImportOutcome = keyof typeof IMPORT_OUTCOMES;
export const importOutcome = z.enum(Object.keys(IMPORT_OUTCOMES) as [ImportOutcome, ...ImportOutcome[]]);

/** Code of a column: of a field, or of one that every file of the kind has. */
export const columnCode = code(/^[a-z][a-z0-9_]{1,39}$/);

/** What tickets are imported as. */
export const importTarget = z.object({ categoryId: id.nullable().default(null), typeId: id, templateId: id });
export type ImportTarget = z.infer<typeof importTarget>;

/** Which tickets with its number make a row a duplicate, besides the rows before it in the file. */
export const DUPLICATE_SCOPES = {
  open: { zh: "同类型未完结的工单", en: "Open tickets of the type" },
  type: { zh: "同类型的全部工单", en: "All tickets of the type" },
  all: { zh: "所有类型的工单", en: "Tickets of every type" },
  batch: { zh: "仅在文件内去重", en: "Only within the file" },
} as const satisfies Record<string, Bilingual>;
export type DuplicateScope = keyof typeof DUPLICATE_SCOPES;

/** `days`: only tickets that were created in so many last days. */
export const importDuplicates = z.object({
  scope: z.enum(Object.keys(DUPLICATE_SCOPES) as [DuplicateScope, ...DuplicateScope[]]).default("open"),
  days: z.number().int().min(1).max(3_650).nullable().default(null),
});
export type ImportDuplicates = z.infer<typeof importDuplicates>;

/** Who gets what is imported. */
export const importAssignment = z.discriminatedUnion("how", [
  /** As for any other new one: by the flow. */
  z.object({ how: z.literal("flow") }),
  /** They wait in the group. */
  z.object({ how: z.literal("group"), groupId: id }),
  /** Each person of the group gets the same number of this import. */
  z.object({ how: z.literal("even"), groupId: id }),
  /** Whoever of the group has the fewest open ones gets the next. */
  z.object({ how: z.literal("load"), groupId: id }),
  /** By the columns `group` and `agent`; by the flow where both are empty. */
  z.object({ how: z.literal("column") }),
]);
export type ImportAssignment = z.infer<typeof importAssignment>;

/** What holds for the whole batch, where a row does not say otherwise. */
export const importPlan = z.object({
  assignment: importAssignment.default({ how: "flow" }),
  priority: priority.nullable().default(null),
  dueAt: moment.nullable().default(null),
});
export type ImportPlan = z.infer<typeof importPlan>;

export const importColumn = z.object({ code: columnCode, name: bilingual, required: z.boolean() });
export type ImportColumn = z.infer<typeof importColumn>;

/** What was found in the file besides its rows. */
export const importReading = z.object({
  sheet: z.string(),
  /** Row of the headings. */
  headingRow: z.number().int(),
  /** Codes of the columns that the file has, in its order. */
  columns: z.array(columnCode),
  /** Headings that mean nothing to this import: their cells are not read. */
  ignored: z.array(z.string()),
  /** Other sheets with rows, which are not read. */
  otherSheets: z.array(z.string()),
  /** Headings of hidden columns; they are read. */
  hiddenColumns: z.array(z.string()),
});
export type ImportReading = z.infer<typeof importReading>;

export const importItem = z.object({
  id,
  /** Grows with every change. */
  version: z.number().int(),
  kind: importKind,
  title: bilingual,
  state: importState,
  target: importTarget,
  duplicates: importDuplicates,
  plan: importPlan,
  fileName: z.string(),
  bytes: z.number().int().nullable(),
  /** Of the file, hexadecimal. */
  sha256: z.string().nullable(),
  /** Who began it, and who acted last. */
  by: personRef,
  continuedBy: personRef,
  begunAt: moment,
  checkedAt: moment.nullable(),
  committedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  reading: importReading.nullable(),
  columns: z.array(importColumn),
  /** Rows by outcome. */
  figures: z.partialRecord(importOutcome, z.number().int()),
  /** Rows that the work under way has done. */
  done: z.number().int(),
  /** Why it failed or was paused: an error's code and text; `row` where one is to blame. */
  failure: z.object({ code: z.string(), title: bilingual, row: z.number().int().nullable() }).nullable(),
  /** The last import of the same file. */
  sameAs: z.object({ id, by: personRef, at: moment, state: importState }).nullable(),
  can: z.object({ repair: z.boolean(), commit: z.boolean(), pause: z.boolean(), cancel: z.boolean(), undo: z.boolean() }),
});
export type ImportItem = z.infer<typeof importItem>;

/** What is wrong with a cell. `fault` is a key of `IMPORT_FAULTS` (packages/rules/src/import). */
export const importFault = z.object({
  code: columnCode,
  fault: z.string(),
  /** What stands in the cell. */
  seen: z.string(),
  /** What it probably should be. */
  proposal: z.string().nullable(),
});
export type ImportFault = z.infer<typeof importFault>;

export const importRow = z.object({
  /** As the program that made the file counts it. */
  row: z.number().int(),
  version: z.number().int(),
  outcome: importOutcome,
  /** Cells by column code, as they stand in the file or were repaired. */
  cells: z.record(columnCode, z.string()),
  faults: z.array(importFault),
  /** The earlier row with the same number. */
  sameRow: z.number().int().nullable(),
  /** What was created of it, or what is there already. */
  entity: z.object({ id, number: z.number().int() }).nullable(),
  /** What a person did with it first, so that it is not undone. */
  keptFor: ticketDeed.nullable(),
});
export type ImportRow = z.infer<typeof importRow>;

/** Cells that are repaired, by column. */
export const cellRepairs = z
  .record(columnCode, text(10_000))
  .refine((cells) => Object.keys(cells).length > 0 && Object.keys(cells).length <= 100, "1 to 100 cells");

/** Words and wall time of a template, a dry run and a file of faults. */
export const importLocale = z.object({ language: language.default("zh"), timeZone: timeZone.default("Asia/Shanghai") });
