import type { ErrorList } from "../kernel/errors.ts";

export const customerErrors = {
  "customers.not_found": { status: 404, zh: "没有找到这个客户。", en: "That customer was not found." },
  "customers.number_taken": {
    status: 409,
    zh: "该号码刚刚关联了另一位客户，请按号码查找后再关联。",
    en: "This number was just linked to another customer. Find them by the number and link again.",
  },
  "customers.conflict": {
    status: 409,
    zh: "客户资料已被他人修改，请核对后再保存。",
    en: "Someone else changed this customer. Check and save again.",
  },
} as const satisfies ErrorList;
