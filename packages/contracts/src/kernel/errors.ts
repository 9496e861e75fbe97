import { z } from "zod";

/** Errors of one module: the key is the stable `code` of the answer, `status` the HTTP status, the texts say what happened and what to do. */
export type ErrorList = Readonly<Record<string, { readonly status: number; readonly zh: string; readonly en: string }>>;

export const kernelErrors = {
  "request.invalid": {
    status: 400,
    zh: "提交的内容有误，请检查标出的字段。",
    en: "Some of what was sent is not valid. Check the marked fields.",
  },
  "request.not_found": { status: 404, zh: "没有找到，可能已被删除。", en: "Not found. It may have been deleted." },
  "request.not_satisfiable": {
    status: 416,
    zh: "请求的范围超出了文件的长度。",
    en: "The file has no such range.",
  },
  "request.changed": { status: 412, zh: "文件已经变化，请重新获取。", en: "The file has changed. Fetch it again." },
  "request.unreadable": {
    status: 415,
    zh: "不支持这种编码，请用 UTF-8 的 JSON。",
    en: "That encoding is not supported. Send JSON in UTF-8.",
  },
  "request.too_large": { status: 413, zh: "内容太大，请缩小后再试。", en: "That is too large. Make it smaller and try again." },
  "server.failed": {
    status: 500,
    zh: "服务器出错，内容没有丢失，请稍后重试。",
    en: "The server had a problem. Nothing was changed; try again shortly.",
  },
  "server.unavailable": {
    status: 503,
    zh: "服务暂时不可用，正在恢复，请稍后重试。",
    en: "The service is recovering. Try again in a moment.",
  },
  "server.storage_full": {
    status: 507,
    zh: "服务器磁盘已满，未能保存；通话不受影响。请联系管理员清理磁盘后重试。",
    en: "The server's disk is full, so this was not saved. Calls go on. Ask your administrator to make room, then try again.",
  },
} as const satisfies ErrorList;

/** problem+json (RFC 9457) with our stable `code`; `fields` maps a field's path to what is wrong with it. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  fields: z.record(z.string(), z.string()).optional(),
  /** Seconds to wait before trying again (also in Retry-After). */
  retryAfter: z.number().optional(),
  /** Names the request in the logs. */
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
