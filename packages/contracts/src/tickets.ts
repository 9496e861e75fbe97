import { z } from "zod";
import { customerBrief } from "./calls.ts";
import { pushEvent } from "./kernel/push.ts";
import { type Bilingual, bilingual, id, moment, personRef } from "./kernel/shapes.ts";
import { fieldCode, fieldValue, fieldValues, priority } from "./tickets-fields.ts";
import { fieldRight } from "./tickets-flow.ts";
import { ticketState } from "./tickets-mention.ts";

/** Where a ticket was made. */
export const ticketSource = z.enum(["list", "fab", "call", "import", "api"]);
export type TicketSource = z.infer<typeof ticketSource>;

/** The eight lists of *my tickets* (T5). */
export const MY_LISTS = {
  waiting: { zh: "我技能组待分配的", en: "Waiting in my groups" },
  handling: { zh: "我处理中的", en: "In my hands" },
  transferred: { zh: "我转交的", en: "Transferred by me" },
  finished: { zh: "我完成的", en: "Finished by me" },
  copied: { zh: "我被抄送的", en: "Copied to me" },
  created: { zh: "我创建的", en: "Created by me" },
  involved: { zh: "我参与的", en: "I took part" },
  marked: { zh: "我标记的", en: "Flagged and reminders" },
} as const satisfies Record<string, Bilingual>;
export type MyList = keyof typeof MY_LISTS;
export const myList = z.enum(Object.keys(MY_LISTS) as [MyList, ...MyList[]]);

export const flagColor = z.enum(["red", "orange", "green", "blue", "grey"]);
/** What one person put on a ticket for themselves. `remindAt` is null once the reminder has fired. */
export const ticketMark = z.object({ flag: flagColor.nullable(), remindAt: moment.nullable(), remindText: z.string() });
export type TicketMark = z.infer<typeof ticketMark>;

/** One line of a list, the same for everybody who may see it. `version` grows with each change. */
export const ticketRow = z.object({
  id,
  number: z.number().int(),
  version: z.number().int(),
  title: z.string(),
  state: ticketState,
  priority,
  type: z.object({ id, name: bilingual }),
  node: z.object({ code: z.string(), name: bilingual }),
  category: z.object({ id, name: bilingual }).nullable(),
  customer: customerBrief.nullable(),
  phone: z.string().nullable(),
  group: z.object({ id, name: bilingual }).nullable(),
  handler: personRef.nullable(),
  creator: personRef.nullable(),
  createdAt: moment,
  changedAt: moment,
  finishedAt: moment.nullable(),
  dueAt: moment.nullable(),
  /** From here on it is due soon. */
  warnAt: moment.nullable(),
  values: fieldValues,
});
export type TicketRow = z.infer<typeof ticketRow>;
export const ticketListItem = ticketRow.extend({ mark: ticketMark.nullable() });
export type TicketListItem = z.infer<typeof ticketListItem>;

/** A button of the flow. */
export const possibleAction = z.object({
  code: z.string(),
  name: bilingual,
  to: z.object({ code: z.string(), name: bilingual }),
  primary: z.boolean(),
  finishes: z.boolean(),
  noteRequired: z.boolean(),
  form: z.array(z.object({ code: fieldCode, required: z.boolean() })),
});

export const ticketFile = z.object({
  id,
  name: z.string(),
  type: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  by: personRef,
  at: moment,
});
export type TicketFile = z.infer<typeof ticketFile>;

export const ticketRef = z.object({ id, number: z.number().int(), title: z.string(), state: ticketState });
export const ticketCall = z.object({
  id,
  direction: z.enum(["inbound", "outbound"]),
  startedAt: moment,
  talkMs: z.number().int(),
  result: z.string().nullable(),
  agentName: z.string().nullable(),
  hasRecording: z.boolean(),
});

/** One ticket whole, as one person may see and change it. */
export const ticket = ticketListItem.extend({
  source: ticketSource,
  templateId: id,
  templateVersion: z.number().int(),
  flowVersion: z.number().int(),
  /** Nodes of the flow in order, for *you are here*. */
  path: z.array(z.object({ code: z.string(), name: bilingual, kind: z.enum(["work", "end"]) })),
  timePaused: z.boolean(),
  copiedTo: z.array(personRef),
  parent: ticketRef.nullable(),
  children: z.array(ticketRef),
  related: z.array(ticketRef),
  mergedInto: ticketRef.nullable(),
  calls: z.array(ticketCall),
  files: z.array(ticketFile),
  /** What this person may do with each field here; fields left out may be read. */
  rights: z.record(fieldCode, fieldRight),
  actions: z.array(possibleAction),
  can: z.object({
    claim: z.boolean(),
    transfer: z.boolean(),
    edit: z.boolean(),
    urge: z.boolean(),
    copy: z.boolean(),
    comment: z.boolean(),
    finish: z.boolean(),
    reopen: z.boolean(),
    link: z.boolean(),
    callOut: z.boolean(),
  }),
});
export type Ticket = z.infer<typeof ticket>;

/** Everything that can happen to a ticket; the name of its event is `ticket.<key>`. */
export const TICKET_DEEDS = {
  created: { zh: "创建", en: "Created" },
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

/** One line of a ticket's service track (服务轨迹): who did what, with every value before and after. */
export const ticketTrackItem = z.object({
  seq: z.string(),
  deed: z.enum(Object.keys(TICKET_DEEDS) as [TicketDeed, ...TicketDeed[]]),
  at: moment,
  by: personRef.nullable(),
  note: z.string(),
  /** Code of a field or of `node`, `flow_version`, `handler`, `group`, `state`, `category`, `customer`, `parent`. People, groups and the like by id. */
  changes: z.array(z.object({ code: z.string(), before: fieldValue, after: fieldValue })),
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

const count = z.object({ count: z.number().int(), /** There are more than were counted. */ more: z.boolean() });
const waitingCount = count.extend({ skillGroupId: id, name: bilingual });
export const ticketCounts = z.object({
  waiting: z.array(waitingCount),
  handling: count,
  transferred: count,
  finished: count,
  copied: count,
  created: count,
  involved: count,
  marked: count,
});
export type TicketCounts = z.infer<typeof ticketCounts>;

export const presentPerson = z.object({ person: personRef, editing: z.boolean(), since: moment });
export type PresentPerson = z.infer<typeof presentPerson>;

export const ticketPushes = {
  /** To pages that have the ticket open (`tickets.here`): the ticket as this person may see it. */
  changed: pushEvent("ticket.changed", ticket),
  /** To people a change concerns: the row, and in which of their lists but *waiting* it now is. It is no longer in the others. */
  rowChanged: pushEvent("ticket.row_changed", z.object({ row: ticketRow, lists: z.array(myList) })),
  /** To members of a group: a ticket came to wait there (`row`) or waits there no longer (null). */
  waitingChanged: pushEvent("ticket.waiting_changed", z.object({ skillGroupId: id, ticketId: id, row: ticketRow.nullable() })),
  markChanged: pushEvent("ticket.mark_changed", z.object({ ticketId: id, mark: ticketMark.nullable() })),
  /** To each person whose lists changed, at most once a second. */
  countsChanged: pushEvent("ticket.counts_changed", ticketCounts),
  /** To members of a group, at most once a second. */
  waitingCounted: pushEvent("ticket.waiting_counted", waitingCount),
  presenceChanged: pushEvent("ticket.presence_changed", z.object({ ticketId: id, items: z.array(presentPerson) })),
} as const;
