import type { customers as en } from "../en/customers.ts";

export const customers: typeof en = {
  profile: "客户资料",
  fields: {
    name: "姓名",
    level: "等级",
    tags: "标签",
    email: "邮箱",
    company: "公司",
    address: "地址",
    note: "备注",
    phones: "电话",
  },
  tagsHint: "多个标签用逗号分隔",
  edit: "修改{{field}}",
  unknownTitle: "陌生号码",
  unknownText: "该号码尚未关联客户。",
  conflict: "他人已将此项改为“{{theirs}}”。按回车保留本次修改，按 Esc 采用对方内容。",
  track: "服务轨迹",
  trackEmptyTitle: "没有服务记录",
  trackEmptyText: "该客户的通话和工单会按时间倒序显示在这里。",
  callOutOfReach: "通话内容不在可见范围内。",
  talked: "通话 {{time}}",
};
