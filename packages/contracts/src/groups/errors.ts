import type { ErrorList } from "../kernel/errors.ts";

export const groupErrors = {
  "groups.name_taken": { status: 409, zh: "已有同名技能组。", en: "There is a skill group with this name already." },
  "groups.member_unknown": {
    status: 422,
    zh: "所选成员中有人不存在或已停用。",
    en: "Somebody among the members does not exist or is disabled.",
  },
} as const satisfies ErrorList;
