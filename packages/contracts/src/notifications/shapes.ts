import { z } from "zod";
import { type Bilingual, id, moment, personRef } from "../kernel/shapes.ts";

/** Kinds of notifications, each with one meaning. */
export const NOTIFICATION_KINDS = {
  ticket_assigned: { zh: "工单转到我手里", en: "A ticket came to you" },
  tickets_assigned: { zh: "多张工单分给我", en: "Several tickets came to you" },
  ticket_automatic: { zh: "自动任务的提醒", en: "An automatic task reminds you" },
  ticket_urged: { zh: "工单被催单", en: "A ticket is urged" },
  ticket_reminder: { zh: "工单提醒到时", en: "Your reminder of a ticket" },
  ticket_copied: { zh: "工单抄送给我", en: "A ticket was copied to you" },
  ticket_mentioned: { zh: "在工单评论中提到我", en: "You were mentioned on a ticket" },
  ticket_due_soon: { zh: "工单即将超时", en: "A ticket is due soon" },
  ticket_overdue: { zh: "工单已超时", en: "A ticket is overdue" },
  callback_due: { zh: "回拨时间到", en: "A callback is due" },
  export_done: { zh: "导出已完成", en: "Your export is ready" },
  export_failed: { zh: "导出未完成", en: "Your export failed" },
  import_checked: { zh: "导入文件已核对", en: "Your import is checked" },
  import_done: { zh: "导入已完成", en: "Your import is done" },
  import_failed: { zh: "导入未完成", en: "Your import stopped" },
  import_assigned: { zh: "导入的工单分给我", en: "Imported tickets came to you" },
  ticket_reopened: { zh: "工单被重新打开", en: "A ticket was reopened" },
  trunk_down: { zh: "中继无应答", en: "A trunk does not answer" },
  trunk_up: { zh: "中继已恢复", en: "A trunk answers again" },
  state_forced: { zh: "组长更改了我的状态", en: "Your lead set your state" },
} as const satisfies Record<string, Bilingual>;
export type NotificationKind = keyof typeof NOTIFICATION_KINDS;
export const notificationKind = z.enum(Object.keys(NOTIFICATION_KINDS) as [NotificationKind, ...NotificationKind[]]);

export const notification = z.object({
  id,
  kind: notificationKind,
  at: moment,
  readAt: moment.nullable(),
  by: personRef.nullable(),
  ticket: z.object({ id, number: z.number().int(), title: z.string() }).nullable(),
  /** What was said with it: the note of an urge, the text of a comment or reminder, why a state was set. */
  text: z.string(),
});
export type Notification = z.infer<typeof notification>;
/** Unread notifications of one person. */
export const unreadCount = z.number().int().min(0);
