import type { Bilingual, CallRow, SummaryFields } from "@cloverdesk/contracts";

const words = (zh: string, en: string): Bilingual => ({ zh, en });

export const DIRECTIONS: Record<CallRow["direction"], Bilingual> = {
  inbound: words("呼入", "Inbound"),
  outbound: words("呼出", "Outbound"),
};
export const SUMMARY_STATES: Record<CallRow["summaryState"], Bilingual> = {
  none: words("无", "None"),
  draft: words("草稿", "Draft"),
  saved: words("已保存", "Saved"),
};
export const SUMMARY_RESULTS: Record<NonNullable<SummaryFields["result"]>, Bilingual> = {
  resolved: words("已解决", "Resolved"),
  follow_up: words("待跟进", "Follow-up needed"),
  escalated: words("已升级", "Escalated"),
  no_need: words("无需处理", "Nothing to do"),
  unreached: words("未接通", "Not reached"),
  answering_machine: words("语音信箱", "Answering machine"),
};
export const YES = words("有", "yes");
export const FILTERED = {
  from: words("开始时间不早于", "From"),
  to: words("开始时间早于", "To"),
  number: words("号码包含", "Number contains"),
  agentId: words("客服", "Agent"),
  skillGroupId: words("技能组", "Skill group"),
  hotline: words("热线", "Hotline"),
  direction: words("方向", "Direction"),
  result: words("结果", "Result"),
  minTalkMs: words("通话不少于（秒）", "Talk at least (s)"),
  maxTalkMs: words("通话不多于（秒）", "Talk at most (s)"),
  summaryState: words("小计", "Summary"),
} as const;
export const ABOUT = {
  sheet: words("说明", "About"),
  rows: words("通话记录", "Call records"),
  title: words("列表", "List"),
  filter: words("筛选条件", "Filter"),
  noFilter: words("无", "None"),
  by: words("导出人", "Exported by"),
  at: words("导出时间", "Exported at"),
  zone: words("时区", "Time zone"),
  zoneText: words("所有时间按此时区", "All times are in this zone"),
  count: words("行数", "Rows"),
};
