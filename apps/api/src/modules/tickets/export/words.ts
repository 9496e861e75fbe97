import type { FilterColumn, FilterOperator, Language, TicketListItem } from "@cloverdesk/contracts";

type Words = Record<Language, string>;
const words = (zh: string, en: string): Words => ({ zh, en });

export const STATES: Record<TicketListItem["state"], Words> = {
  open: words("处理中", "Open"),
  finished: words("已完结", "Finished"),
  merged: words("已合并", "Merged"),
};
export const SOURCES: Record<string, Words> = {
  list: words("工单列表", "Ticket list"),
  fab: words("快捷操作", "Quick action"),
  call: words("通话记录", "Call record"),
  import: words("导入", "Import"),
  api: words("接口", "API"),
};
export const FLAGS: Record<string, Words> = {
  red: words("红", "Red"),
  orange: words("橙", "Orange"),
  green: words("绿", "Green"),
  blue: words("蓝", "Blue"),
  grey: words("灰", "Grey"),
};
export const SWITCH = { true: words("是", "Yes"), false: words("否", "No") };

export const FILTERED: Record<FilterColumn, Words> = {
  number: words("编号", "Number"),
  title: words("标题", "Title"),
  phone: words("电话", "Phone"),
  type: words("类型", "Type"),
  node: words("节点", "Node"),
  state: words("状态", "State"),
  priority: words("优先级", "Priority"),
  source: words("来源", "Source"),
  category: words("类目", "Category"),
  customer: words("客户", "Customer"),
  handler: words("处理人", "Handler"),
  group: words("技能组", "Group"),
  creator: words("创建人", "Creator"),
  createdAt: words("创建时间", "Created"),
  changedAt: words("最近变更", "Last change"),
  finishedAt: words("完结时间", "Finished"),
  dueAt: words("到期", "Due"),
};
export const COMPARED: Record<FilterOperator, Words> = {
  any_of: words("是其中之一", "is one of"),
  none_of: words("不是", "is none of"),
  contains: words("包含", "contains"),
  at_least: words("不小于", "at least"),
  at_most: words("不大于", "at most"),
  between: words("介于", "between"),
  within_days: words("最近", "within the last"),
  empty: words("为空", "is empty"),
  filled: words("不为空", "is filled"),
};
export const JOINED = { all: words("且", "and"), any: words("或", "or"), not: words("不满足", "not") };
export const ME = words("本人", "me");
export const DAYS = words("天", "days");

export const ABOUT = {
  sheet: words("说明", "About"),
  rows: words("工单", "Tickets"),
  title: words("列表", "List"),
  filter: words("筛选条件", "Filter"),
  noFilter: words("无", "None"),
  text: words("搜索", "Search"),
  sort: words("排序", "Order"),
  by: words("导出人", "Exported by"),
  at: words("导出时间", "Exported at"),
  zone: words("时区", "Time zone"),
  zoneText: words("所有时间按此时区", "All times are in this zone"),
  count: words("行数", "Rows"),
};
export const ORDERS = {
  newest: words("最新在前", "Newest first"),
  ascending: words("从小到大", "smallest first"),
  descending: words("从大到小", "largest first"),
};
