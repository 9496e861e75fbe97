import type { settings as en } from "../en/settings.ts";
import { ticketSettings } from "./ticket-settings.ts";

export const settings: typeof en = {
  title: "设置",
  label: "设置页面",
  search: "搜索设置",
  noneFound: "没有名为“{{text}}”的设置。",
  nothing: "没有可用的设置",
  nothingText: "当前账号不能修改设置，请联系管理员分配角色。",
  groups: { tickets: "工单" },
  places: {
    ticketTypes: {
      title: "工单类型",
      text: "每种工作有自己的流程和表单。",
      settings: ["名称", "排序", "停用", "流程"],
    },
  },
  unsaved: {
    label: "有未保存的修改",
    save: "保存",
    discard: "放弃修改",
    leaving: "要离开此页吗？这里的修改尚未保存。",
    leave: "不保存离开",
    stay: "留在此页",
  },
  tickets: ticketSettings,
};
