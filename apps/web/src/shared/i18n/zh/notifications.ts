import type { notifications as en } from "../en/notifications.ts";

export const notifications: typeof en = {
  label: "通知",
  unread: "通知，{{n}} 条未读",
  readAll: "全部标为已读",
  emptyTitle: "没有通知",
  emptyText: "转交、催单、抄送、提醒和时限都会在这里告知。",
  new: "新",
};
