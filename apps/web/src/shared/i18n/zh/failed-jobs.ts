import type { failedJobs as en } from "../en/failed-jobs.ts";

export const failedJobs: typeof en = {
  columns: { kind: "任务", subject: "对象", reason: "失败原因", failedAt: "失败时间", attempts: "已尝试次数", actions: "操作" },
  empty: "没有失败任务",
  emptyText: "多次尝试仍失败的任务会出现在这里。",
  retry: "重试",
  retryAll: "全部重试",
  retried: "已重新执行",
  allRetried_one: "{{count}} 个任务已重新执行",
  allRetried_other: "{{count}} 个任务已重新执行",
  discard: "放弃",
  discarded: "任务已放弃",
  discardSure: "要放弃这个任务吗？",
  discardText: "放弃后不再执行，且无法恢复。",
  shown: "已显示 {{n}} / {{count}}",
  more: "显示更多",
  payload: "任务参数",
  name: "名称",
  id: "编号",
  masked: "个人信息和密钥不显示",
  noPayload: "没有参数。",
};
