import { z } from "zod";
import { category } from "./calls.ts";
import { endpoint } from "./kernel/endpoint.ts";
import { bilingual, id } from "./kernel/shapes.ts";
import { ticketCount } from "./tickets-usage.ts";

/** Levels of the category tree. */
export const CATEGORY_DEPTH = 5;

const word = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .refine((text) => !/[\0>]/.test(text), "holds a character that cannot be kept");
export const categoryName = bilingual.extend({ zh: word, en: word });

/** What is wrong with a line of an imported sheet, each with one meaning. */
export const CATEGORY_SHEET_FAULTS = {
  no_path: { zh: "没有填写中文路径", en: "The Chinese path is missing" },
  other_steps: { zh: "中英文路径的级数不同", en: "The two paths do not have the same number of levels" },
  too_deep: { zh: `最多 ${CATEGORY_DEPTH} 级`, en: `At most ${CATEGORY_DEPTH} levels` },
  bad_name: { zh: "某一级的名称为空或超过 60 字", en: "A name on the way is empty or longer than 60 characters" },
  twice: { zh: "与前面的行重复", en: "The same path as in a line before" },
  bad_state: { zh: "“使用中”一列请填 yes 或 no", en: "In use must be yes or no" },
  name_taken: { zh: "同级已有这个英文名称", en: "Another category beside it has this English name" },
} as const;
export type CategorySheetFault = keyof typeof CATEGORY_SHEET_FAULTS;

/** What an import does, or would do. `line` counts from 1, the header included. */
export const categoryImport = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  faults: z.array(
    z.object({ line: z.number().int(), text: z.string(), fault: z.enum(Object.keys(CATEGORY_SHEET_FAULTS) as [CategorySheetFault]) }),
  ),
});
export type CategoryImport = z.infer<typeof categoryImport>;

const categoryId = z.object({ categoryId: id });

export const ticketCategoryEndpoints = {
  save: endpoint({
    id: "tickets.saveCategory",
    method: "PUT",
    path: "/api/categories/:categoryId",
    permission: "tickets.configure",
    summary: "Make a category (`version` 0, at the end of its parent) or change its name and use; its id is chosen by the page",
    params: categoryId,
    body: z.object({ parentId: id.nullable(), name: categoryName, active: z.boolean(), version: z.number().int().min(0) }),
    output: category,
    errors: ["tickets.setup_conflict", "tickets.category_unknown", "tickets.category_name_taken", "tickets.category_too_deep"],
  }),
  move: endpoint({
    id: "tickets.moveCategory",
    method: "PUT",
    path: "/api/categories/:categoryId/place",
    permission: "tickets.configure",
    summary: "Hang a category below another parent (null: at the top), before one of its children (null: at the end)",
    params: categoryId,
    body: z.object({ parentId: id.nullable(), beforeId: id.nullable(), version: z.number().int().min(1) }),
    output: category,
    errors: [
      "tickets.setup_conflict",
      "tickets.category_unknown",
      "tickets.category_name_taken",
      "tickets.category_too_deep",
      "tickets.category_below_itself",
    ],
  }),
  usage: endpoint({
    id: "tickets.categoryUsage",
    method: "GET",
    path: "/api/categories/:categoryId/usage",
    permission: "tickets.configure",
    summary: "How many tickets and summaries have a category or one below it",
    params: categoryId,
    output: z.object({ tickets: ticketCount, summaries: ticketCount, below: z.number().int() }),
    errors: ["tickets.category_unknown"],
  }),
  import: endpoint({
    id: "tickets.importCategories",
    method: "POST",
    path: "/api/categories/import",
    permission: "tickets.configure",
    summary: "Read a sheet of categories: says what it would do, or does all of it (`commit`) when no line is wrong",
    body: z.object({ sheet: z.string().max(1_000_000), commit: z.boolean().default(false) }),
    output: categoryImport,
    errors: ["tickets.category_sheet_faulty"],
  }),
} as const;
