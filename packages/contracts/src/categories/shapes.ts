import { z } from "zod";
import { bilingual, id } from "../kernel/shapes.ts";
import { line } from "../kernel/text.ts";

export const category = z.object({ id, parentId: id.nullable(), name: bilingual, active: z.boolean(), version: z.number().int() });
export type Category = z.infer<typeof category>;

/** Levels of the category tree. */
export const CATEGORY_DEPTH = 5;

/** `>` separates the levels of a path. */
const word = line(60, 1).refine((text) => !text.includes(">"), "holds a character that cannot be kept");
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
