import { z } from "zod";
import type { Bilingual } from "./shapes.ts";

/** Permission points with their meaning. A role is a named set of these, each with a data scope. */
export const PERMISSIONS = {
  "presence.use": { zh: "上下班与小休", en: "Go on and off duty" },
  "agents.read": { zh: "查看客服状态", en: "See agents' states" },
  "agents.force": { zh: "强制变更客服状态", en: "Force an agent's state" },
  "calls.handle": { zh: "接听电话", en: "Take calls" },
  "calls.dial": { zh: "外呼", en: "Call out" },
  "calls.read": { zh: "查看通话记录", en: "See call records" },
  "calls.export": { zh: "导出通话记录", en: "Export call records" },
  "recordings.play": { zh: "播放录音", en: "Play recordings" },
  "recordings.download": { zh: "下载录音", en: "Download recordings" },
  "summaries.write": { zh: "填写服务小计", en: "Write summaries" },
  "customers.read": { zh: "查看客户", en: "See customers" },
  "customers.edit": { zh: "修改客户", en: "Edit customers" },
  "queues.read": { zh: "查看排队", en: "See queues" },
  "tickets.read": { zh: "查看工单", en: "See tickets" },
  "tickets.create": { zh: "新建工单", en: "Create tickets" },
  "tickets.work": { zh: "处理工单", en: "Work on tickets" },
  "tickets.reopen": { zh: "重新打开工单", en: "Reopen tickets" },
  "tickets.share_views": { zh: "共享工单视图", en: "Share ticket views" },
  "tickets.export": { zh: "导出工单", en: "Export tickets" },
  "tickets.configure": { zh: "配置工单", en: "Set up tickets" },
  "callbacks.work": { zh: "约定与处理回拨", en: "Make and work on callbacks" },
  "automation.edit": { zh: "设置自动任务", en: "Edit automatic tasks" },
  "imports.run": { zh: "导入数据", en: "Import files" },
  "imports.undo": { zh: "撤销导入", en: "Undo imports" },
  "settings.read": { zh: "查看配置", en: "See settings" },
  "settings.edit": { zh: "修改配置", en: "Change settings" },
  "people.manage": { zh: "管理人员", en: "Manage people" },
  "roles.manage": { zh: "管理角色", en: "Manage roles" },
  "jobs.manage": { zh: "处理失败任务", en: "Deal with failed jobs" },
  "signalling.read": { zh: "查看信令跟踪", en: "See SIP traces" },
  "audit.read": { zh: "查看审计", en: "Read the audit log" },
} as const satisfies Record<string, Bilingual>;

export type Permission = keyof typeof PERMISSIONS;
export const permission = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);

/** How far a grant reaches: one's own rows, those of one's skill groups, or all. */
export const scope = z.enum(["own", "group", "all"]);
export type Scope = z.infer<typeof scope>;

/** A person's effective grants: the widest scope over all their roles. */
export const grants = z.partialRecord(permission, scope);
export type Grants = z.infer<typeof grants>;
