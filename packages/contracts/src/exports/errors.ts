import type { ErrorList } from "../kernel/errors.ts";

export const exportErrors = {
  "exports.not_found": {
    status: 404,
    zh: "没有找到这个导出，可能已过期删除。",
    en: "That export was not found. It may have been deleted after seven days.",
  },
  "exports.over": { status: 409, zh: "导出已结束，不能取消。", en: "The export is over and cannot be cancelled." },
  "exports.not_over": { status: 409, zh: "导出还在进行，或已完成。", en: "The export is still running, or done." },
  "exports.not_ready": { status: 409, zh: "文件还没有写完。", en: "The file is not finished yet." },
  "exports.too_large": {
    status: 422,
    zh: "超过一个文件最多 100,000 行，请加条件缩小范围。",
    en: "A file holds at most 100,000 rows. Narrow the list by a filter.",
  },
  "exports.nothing": { status: 422, zh: "没有可导出的内容。", en: "There is nothing to export." },
  "exports.too_many": {
    status: 409,
    zh: "已有 3 个导出在进行，请等其中一个完成。",
    en: "Three of your exports are under way. Wait for one to finish.",
  },
  "exports.permission_lost": {
    status: 403,
    zh: "导出期间权限已被收回。",
    en: "The permission was taken away while the file was written.",
  },
  "exports.failed": {
    status: 500,
    zh: "文件多次没有写成，请重试；仍不成功请联系管理员。",
    en: "The file could not be written, several times. Try again; if it fails once more, tell an administrator.",
  },
} as const satisfies ErrorList;
