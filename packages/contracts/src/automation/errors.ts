import type { ErrorList } from "../kernel/errors.ts";

export const automationErrors = {
  "automation.rule_unknown": { status: 404, zh: "没有找到这个自动任务。", en: "That automatic task was not found." },
  "automation.moved_on": {
    status: 409,
    zh: "别人刚改过自动任务，已载入最新内容。",
    en: "Somebody else has just changed the automatic tasks. The latest was loaded.",
  },
  "automation.too_many": {
    status: 422,
    zh: "自动任务已达上限（200 个）。",
    en: "There are 200 automatic tasks already, which is the most.",
  },
  "automation.draft_invalid": {
    status: 422,
    zh: "自动任务有内容不可用，请看标出的位置。",
    en: "Something in the automatic task cannot be used. Look at what is marked.",
  },
  "automation.ticket_unknown": { status: 404, zh: "没有这个编号的工单。", en: "There is no ticket of that number." },
} as const satisfies ErrorList;
