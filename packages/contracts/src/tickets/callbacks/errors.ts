import type { ErrorList } from "../../kernel/errors.ts";

export const callbackErrors = {
  "callbacks.not_found": { status: 404, zh: "没有找到这个回拨。", en: "That callback was not found." },
  "callbacks.changed": {
    status: 409,
    zh: "这个回拨刚被改期、完成或取消，已载入最新内容。",
    en: "That callback has just been moved, done or cancelled. The latest was loaded.",
  },
  "callbacks.open_already": {
    status: 409,
    zh: "这个号码在该技能组已有未完成的回拨，请改期，不必再约。",
    en: "This number has an open callback in that group already. Move that one instead.",
  },
  "callbacks.time_invalid": {
    status: 422,
    zh: "回拨时间应在现在之后、一年之内。",
    en: "A callback is due later than now and within a year.",
  },
  "callbacks.no_group": {
    status: 422,
    zh: "工单不属于任何技能组，只能约给自己。",
    en: "The ticket belongs to no group: the callback can only be yours.",
  },
} as const satisfies ErrorList;
