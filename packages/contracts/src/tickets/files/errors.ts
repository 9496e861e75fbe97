import type { ErrorList } from "../../kernel/errors.ts";

export const ticketFileErrors = {
  "tickets.file_refused": {
    status: 422,
    zh: "不支持这种文件，或内容与类型不符。",
    en: "Files of this kind are not accepted, or the content is not what its name says.",
  },
} as const satisfies ErrorList;
