import type { ErrorList } from "../kernel/errors.ts";

export const customerErrors = {
  "customers.not_found": { status: 404, zh: "没有找到这个客户。", en: "That customer was not found." },
  "customers.conflict": {
    status: 409,
    zh: "客户资料已被他人修改，请核对后再保存。",
    en: "Someone else changed this customer. Check and save again.",
  },
} as const satisfies ErrorList;
