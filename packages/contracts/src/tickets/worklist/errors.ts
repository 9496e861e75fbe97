import type { ErrorList } from "../../kernel/errors.ts";

export const worklistErrors = {
  "worklist.no_dialing": {
    status: 403,
    zh: "没有外呼权限，不能领取外呼任务。",
    en: "You may not call out, so there are no tasks for you.",
  },
  "worklist.off_duty": { status: 409, zh: "已下班。上班后再取下一条任务。", en: "You are off duty. Go on duty to get the next task." },
  "worklist.in_call": {
    status: 409,
    zh: "正在通话或振铃。结束后再取下一条任务。",
    en: "You are in a call. The next task comes when it has ended.",
  },
  "worklist.not_in_hand": {
    status: 409,
    zh: "这条任务已不在手中，已载入最新内容。",
    en: "That task is not in your hands any more. The latest was loaded.",
  },
} as const satisfies ErrorList;
