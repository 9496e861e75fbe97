import type { ErrorList } from "../../kernel/errors.ts";

export const ticketSearchErrors = {
  "tickets.field_not_sortable": {
    status: 422,
    zh: "该字段没有索引，不能排序，请联系运营。",
    en: "That field has no index to sort by. Ask operations.",
  },
  "tickets.text_too_short": { status: 422, zh: "请至少输入两个字。", en: "Type at least two characters." },
} as const satisfies ErrorList;
