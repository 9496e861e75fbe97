import { z } from "zod";
import { type Bilingual, bilingual, id, moment, personRef } from "../../kernel/shapes.ts";
import { fieldValue } from "../fields/shapes.ts";
import { ticketFile } from "../files/shapes.ts";
import { skipReason } from "../worklist/shapes.ts";

/** Everything that can happen to a ticket, in words that follow the name of who did it; the name of its event is `ticket.<key>`. */
export const TICKET_DEEDS = {
  created: { zh: "创建", en: "created" },
  imported: { zh: "导入", en: "imported" },
  claimed: { zh: "申领", en: "claimed" },
  transferred: { zh: "转交", en: "transferred" },
  edited: { zh: "修改", en: "edited" },
  moved: { zh: "流转", en: "moved" },
  escalated: { zh: "超时升级", en: "escalated when overdue" },
  migrated: { zh: "迁移到新版流程", en: "moved to the new flow" },
  finished: { zh: "完结", en: "finished" },
  reopened: { zh: "重新打开", en: "reopened" },
  urged: { zh: "催单", en: "urged" },
  copied: { zh: "抄送", en: "copied" },
  commented: { zh: "评论", en: "commented" },
  linked: { zh: "关联", en: "linked" },
  merged: { zh: "合并", en: "merged" },
  called: { zh: "通话", en: "called" },
  skipped: { zh: "跳过", en: "skipped" },
  callback_made: { zh: "约定回拨", en: "promised a call back" },
  callback_moved: { zh: "改期回拨", en: "moved the callback" },
  callback_done: { zh: "完成回拨", en: "marked the callback as done" },
  callback_cancelled: { zh: "取消回拨", en: "cancelled the callback" },
  due_soon: { zh: "提醒：即将超时", en: "reminded: due soon" },
  overdue: { zh: "提醒：已超时", en: "reminded: overdue" },
} as const satisfies Record<string, Bilingual>;
export type TicketDeed = keyof typeof TICKET_DEEDS;
export const ticketDeed = z.enum(Object.keys(TICKET_DEEDS) as [TicketDeed, ...TicketDeed[]]);

/** A value before and after a deed. */
export const ticketChange = z.object({ code: z.string(), before: fieldValue, after: fieldValue });
export type TicketChange = z.infer<typeof ticketChange>;

/** An automatic task as it was called when it acted. */
export const ticketRule = z.object({ id, name: z.string() });

/** One line of a ticket's service track (服务轨迹): who did what, with every value before and after. */
export const ticketTrackItem = z.object({
  seq: z.string(),
  deed: ticketDeed,
  at: moment,
  /** The person who did it, else the automatic task; both null: the product itself. */
  by: personRef.nullable(),
  rule: ticketRule.nullable(),
  note: z.string(),
  /** Why a task was skipped. */
  reason: skipReason.nullable(),
  /** Code of a field or of `node`, `flow_version`, `handler`, `group`, `state`, `category`, `customer`, `parent`, `callback_at`. People, groups and the like by id. */
  changes: z.array(ticketChange),
  /** What ids and nodes in `changes` are called, also nodes that the flow no longer has. */
  names: z.record(z.string(), bilingual),
  /** The flow's action, when one was taken. */
  action: bilingual.nullable(),
  people: z.array(personRef),
  callId: id.nullable(),
  /** Of a comment. */
  files: z.array(ticketFile),
});
export type TicketTrackItem = z.infer<typeof ticketTrackItem>;
