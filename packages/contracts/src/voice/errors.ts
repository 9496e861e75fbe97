import type { ErrorList } from "../kernel/errors.ts";

export const voiceErrors = {
  "voice.unavailable": {
    status: 503,
    zh: "语音服务暂时不可用，正在恢复。",
    en: "The voice service is not reachable right now. It is being restored.",
  },
} as const satisfies ErrorList;
