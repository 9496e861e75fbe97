import type { settings as en } from "../en/settings.ts";
import { failedJobs } from "./failed-jobs.ts";
import { ticketSettings } from "./ticket-settings.ts";

export const settings: typeof en = {
  title: "设置",
  label: "设置页面",
  search: "搜索设置",
  noneFound: "没有名为“{{text}}”的设置。",
  nothing: "没有可用的设置",
  nothingText: "当前账号不能修改设置，请联系管理员分配角色。",
  groups: { tickets: "工单", system: "系统" },
  places: {
    ticketFields: {
      title: "字段库",
      text: "工单可以填写的全部字段，模板按编码从中选用。",
      settings: ["字段编码", "字段类型", "选项", "填写限制", "索引", "停用字段", "删除字段"],
    },
    ticketTypes: {
      title: "工单类型",
      text: "每种工作有自己的流程和表单。",
      settings: ["名称", "排序", "停用", "流程"],
    },
    ticketCategories: {
      title: "类目",
      text: "客户联系原因的分类树，供工单和服务小计选择。",
      settings: ["移动类目", "停用类目", "导入", "导出"],
    },
    ticketTemplates: {
      title: "工单模板",
      text: "新建工单时填写的表单：有哪些字段、什么顺序、何时显示。",
      settings: ["必填", "默认值", "显示条件", "分组", "预览", "版本"],
    },
    automation: {
      title: "自动任务",
      text: "工单发生变化时自动分配、流转、提醒。",
      settings: ["自动分配", "自动流转", "自动提醒", "规则", "执行记录"],
    },
    firstSteps: {
      title: "开通步骤",
      text: "从空系统到接通第一通电话所需的步骤。",
      settings: ["添加同事", "技能组", "中继", "热线号码", "测试电话"],
    },
    sipTraces: {
      title: "信令跟踪",
      text: "与各中继往来的最近 SIP 消息；单次通话的信令在通话记录里。",
      settings: ["SIP", "抓包", "pcap", "中继"],
    },
    failedJobs: {
      title: "失败任务",
      text: "后台多次尝试仍未完成的任务。",
      settings: ["重试任务", "放弃任务", "失败原因", "后台任务"],
    },
  },
  unsaved: {
    label: "有未保存的修改",
    save: "保存",
    discard: "放弃修改",
    leaving: "要离开此页吗？这里的修改尚未保存。",
    leave: "不保存离开",
    stay: "留在此页",
    closing: "要放弃未保存的修改吗？",
    goOn: "继续编辑",
  },
  saved: "已保存",
  checkMarked: "尚未保存，请检查标出的内容。",
  inLanguage: { zh: "{{what}}（中文）", en: "{{what}}（英文）" },
  move: {
    column: "排序",
    label: "移动 {{name}}",
    how: "拖动，或按上下方向键",
    howTree: "拖动，或按方向键；左右键改变层级",
    now: "{{name}}：第 {{n}} 个，共 {{of}} 个",
  },
  list: { noneFound: "没有找到", noneFoundText: "换个词搜索，或调整筛选条件。", gone: "已不存在" },
  uses: { title: "使用情况", nowhere: "暂未使用", keep: "保留" },
  conflict: {
    by: "{{who}} 已先保存",
    title: "已有人先保存",
    theirs: "已采用对方的修改：{{what}}。",
    both: "双方都改了，此处保留你的内容：{{what}}。",
    goOn: "你的输入已保留，请核对后再次保存。",
  },
  jobs: failedJobs,
  tickets: ticketSettings,
};
