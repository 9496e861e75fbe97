import type { setUp as en } from "../en/set-up.ts";

export const setUp: typeof en = {
  title: "初始化四叶草客服工作台",
  text: "系统还没有数据。请填写企业信息和首位管理员，之后均可修改。",
  code: "初始化码",
  codeHint: "启动系统时已打印。",
  codeWrong: "初始化码不对。",
  enterprise: "企业",
  name: "企业名称",
  timeZone: "时区",
  timeZoneHint: "按此时区计日",
  language: "语言",
  languages: { zh: "简体中文", en: "English" },
  administrator: "首位管理员",
  realName: "真实姓名",
  displayName: "对外展示名",
  displayNameHint: "客户看到的名字，不填则用真实姓名",
  loginNameInvalid: "请输入手机号或邮箱。",
  missing: "请填写。",
  submit: "完成初始化",
  done: "初始化完成，你是管理员。",
  already: "系统已初始化，请登录。",
};
