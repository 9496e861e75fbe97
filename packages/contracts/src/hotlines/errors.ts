import type { ErrorList } from "../kernel/errors.ts";

export const hotlineErrors = {
  "hotlines.number_invalid": { status: 422, zh: "这不是有效的电话号码。", en: "This is not a telephone number." },
  "hotlines.number_taken": { status: 409, zh: "这个号码已是热线号码。", en: "This number is a hotline already." },
  "hotlines.trunk_unknown": { status: 422, zh: "没有找到这条中继。", en: "That trunk was not found." },
  "hotlines.trunk_locked": {
    status: 503,
    zh: "中继密码无法读取：密钥丢失或已损坏，请联系管理员。",
    en: "The trunk's password cannot be read: its key is missing or damaged. Ask your administrator.",
  },
  "hotlines.group_unknown": { status: 422, zh: "没有找到这个技能组。", en: "That skill group was not found." },
} as const satisfies ErrorList;
