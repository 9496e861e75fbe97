import type { ErrorList } from "../kernel/errors.ts";

export const installationErrors = {
  "installation.done": {
    status: 409,
    zh: "本系统已完成初始化，请直接登录。",
    en: "This installation was already set up. Sign in.",
  },
  "installation.code_wrong": {
    status: 403,
    zh: "初始化码不对。请使用启动时打印的地址或初始化码。",
    en: "The set-up code is wrong. Use the address or the code that the start printed.",
  },
} as const satisfies ErrorList;
