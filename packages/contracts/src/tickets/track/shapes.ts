import { z } from "zod";
import { type Bilingual, bilingual, id, moment, personRef } from "../../kernel/shapes.ts";
import { fieldValue } from "../fields/shapes.ts";
import { ticketFile } from "../files/shapes.ts";

/** Everything that can happen to a ticket; the name of its event is `ticket.<key>`. */
export const TICKET_DEEDS = {
  created: { zh: "创建", en: "Created" },
  imported: { zh: "导入", en: "Imported" },
  claimed: { zh: "申领", en: "Claimed" },
  transferred: { zh: "转交", en: "Transferred" },
  edited: { zh: "修改", en: "Edited" },
  moved: { zh: "流转", en: "Moved" },
  escalated: { zh: "超时升级", en: "Escalated when overdue" },
  migrated: { zh: "迁移到新版流程", en: "Moved to the new flow" },
  finished: { zh: "完结", en: "Finished" },
  reopened: { zh: "重新打开", en: "Reopened" },
  urged: { zh: "催单", en: "Urged" },
  copied: { zh: "抄送", en: "Copied" },
  commented: { zh: "评论", en: "Commented" },
  linked: { zh: "关联", en: "Linked" },
  merged: { zh: "合并", en: "Merged" },
  called: { zh: "通话", en: "Call" },
  due_soon: { zh: "即将超时", en: "Due soon" },
  overdue: { zh: "已超时", en: "Overdue" },
} as const satisfies Record<string, Bilingual>;
export type TicketDeed = keyof typeof TICKET_DEEDS;

/** A value before and after a deed. */
export const ticketChange = z.object({ code: z.string(), before: fieldValue, after: fieldValue });
export type TicketChange = z.infer<typeof ticketChange>;

/** One line of a ticket's service track (服务轨迹): who did what, with every value before and after. */
export const ticketTrackItem = z.object({
  seq: z.string(),
  deed: z.enum(Object.keys(TICKET_DEEDS) as [TicketDeed, ...TicketDeed[]]),
  at: moment,
  by: personRef.nullable(),
  note: z.string(),
  /** Code of a field or of `node`, `flow_version`, `handler`, `group`, `state`, `category`, `customer`, `parent`. People, groups and the like by id. */
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
