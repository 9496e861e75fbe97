import type { ErrorList } from "../kernel/errors.ts";

export const jobErrors = {
  "jobs.not_found": {
    status: 404,
    zh: "没有找到这个任务，可能已完成或被放弃。",
    en: "That job was not found. It may be done by now, or discarded.",
  },
  "jobs.not_failed": {
    status: 409,
    zh: "这个任务已不在失败列表，正在重新执行。",
    en: "That job is not among the failed ones any more: it is being tried again.",
  },
  "jobs.unknown_kind": {
    status: 409,
    zh: "当前版本没有这种任务，不能重试，只能放弃。",
    en: "This version has no such kind of job. It cannot be tried again, only discarded.",
  },
} as const satisfies ErrorList;
