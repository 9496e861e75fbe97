import type { ErrorList } from "../kernel/errors.ts";

export const categoryErrors = {
  "tickets.category_unknown": { status: 422, zh: "没有这个类目，可能已被删除。", en: "That category does not exist." },
  "tickets.category_name_taken": {
    status: 409,
    zh: "同级已有这个名称的类目，请换一个名称。",
    en: "Another category beside it has that name. Choose another.",
  },
  "tickets.category_too_deep": { status: 422, zh: "类目最多 5 级。", en: "Categories have at most five levels." },
  "tickets.category_below_itself": { status: 422, zh: "类目不能移到自己下面。", en: "A category cannot be moved below itself." },
  "tickets.category_sheet_faulty": {
    status: 422,
    zh: "表格有误，没有导入任何内容，请重新检查。",
    en: "Lines of the sheet are wrong, so nothing was imported. Check it again.",
  },
} as const satisfies ErrorList;
