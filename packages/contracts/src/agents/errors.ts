import type { ErrorList } from "../kernel/errors.ts";

export const agentErrors = {
  "agents.transition_refused": { status: 409, zh: "当前状态下不能这样做。", en: "That is not possible in the present state." },
  "agents.summary_required": { status: 409, zh: "请先保存服务小计，再继续工作。", en: "Save the summary first, then continue work." },
  "agents.not_connected": {
    status: 409,
    zh: "页面未连接服务器，请等待重连。",
    en: "This page is not connected to the server. Wait for it to reconnect.",
  },
  "agents.break_reason_unknown": { status: 422, zh: "没有这个小休原因。", en: "That break reason does not exist." },
  "agents.audio_elsewhere": {
    status: 409,
    zh: "通话声音在另一个页面，可在此接管。",
    en: "The audio is in another tab. You can take it over here.",
  },
} as const satisfies ErrorList;
