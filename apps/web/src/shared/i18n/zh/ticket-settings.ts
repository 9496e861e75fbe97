import type { ticketSettings as en } from "../en/ticket-settings.ts";

export const ticketSettings: typeof en = {
  types: {
    name: "名称",
    code: "编码",
    flow: "流程",
    flowVersion: "第 {{n}} 版",
    noFlow: "未发布",
    draft: "有草稿",
    state: "状态",
    active: "使用中",
    inactive: "已停用",
    empty: "还没有工单类型",
  },
};
