import { z } from "zod";
import { customerBrief } from "./calls.ts";
import { endpoint } from "./kernel/endpoint.ts";
import { pageOf, pageQuery } from "./kernel/paging.ts";
import { pushEvent } from "./kernel/push.ts";
import { type Bilingual, bilingual, id, moment, personRef } from "./kernel/shapes.ts";
import { fieldCode, fieldValue, fieldValues, plainText, priority } from "./tickets-fields.ts";
import { ticketFilter, ticketSort, ticketView, ticketViewDraft } from "./tickets-filter.ts";
import { fieldRight } from "./tickets-flow.ts";
import { ticketMention, ticketState } from "./tickets-mention.ts";

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

/** To whom a ticket is handed: a group (to be claimed there) or a person. */
export const transferTarget = z.union([z.strictObject({ skillGroupId: id }), z.strictObject({ personId: id })]);

const note = plainText(4_000).trim();
export const newTicket = z.object({
  typeId: id,
  templateId: id,
  categoryId: id.nullable().default(null),
  customerId: id.nullable().default(null),
  source: ticketSource.exclude(["import", "api"]).default("list"),
  /** The call it comes from, linked to it. */
  callId: id.nullable().default(null),
  parentId: id.nullable().default(null),
  values: fieldValues,
});
export type NewTicket = z.infer<typeof newTicket>;
/** A form half filled, kept for its author. Anything may still be missing. */
export const newTicketDraft = z.object({
  typeId: id.nullable().default(null),
  templateId: id.nullable().default(null),
  categoryId: id.nullable().default(null),
  customerId: id.nullable().default(null),
  callId: id.nullable().default(null),
  values: z.record(fieldCode, fieldValue).default({}),
});
export const keptDraft = z.object({ id, draft: newTicketDraft, updatedAt: moment });

/** One change of an edit: `before` is what the page showed, so that only what really collides is a conflict. */
export const valueChange = z.object({ code: z.string().max(41), before: fieldValue, after: fieldValue });
export type ValueChange = z.infer<typeof valueChange>;

const ticketId = z.object({ ticketId: id });
const gone = ["tickets.not_found"] as const;
const refused = [...gone, "tickets.not_allowed", "tickets.closed"] as const;
const page = pageOf(ticketListItem);
const pageInput = { cursor: z.string().max(400).optional(), limit: z.number().int().min(1).max(200).default(50) };
const ids = z.array(id).min(1).max(200);
/** Each ticket by itself: what failed says why, the rest is done. */
const bulkReport = z.object({
  done: z.array(id),
  failed: z.array(z.object({ id, code: z.string(), title: bilingual })),
});

export const ticketEndpoints = {
  counts: endpoint({
    id: "tickets.counts",
    method: "GET",
    path: "/api/tickets/counts",
    permission: "tickets.read",
    summary: "How many tickets are in each of my eight lists (counted up to 1,000)",
    output: ticketCounts,
  }),
  mine: endpoint({
    id: "tickets.mine",
    method: "GET",
    path: "/api/tickets/mine/:list",
    permission: "tickets.read",
    summary: "One of my eight lists, newest first",
    params: z.object({ list: myList }),
    query: pageQuery,
    output: page,
  }),
  search: endpoint({
    id: "tickets.search",
    method: "POST",
    path: "/api/tickets/search",
    permission: "tickets.read",
    summary: "Tickets in my reach by filter and text: number, phone, customer, any words (two characters and more)",
    body: z.object({
      filter: ticketFilter.optional(),
      text: plainText(200).trim().optional(),
      sort: ticketSort.optional(),
      ...pageInput,
    }),
    output: page,
    errors: ["tickets.field_unknown", "tickets.field_not_sortable", "tickets.text_too_short"],
  }),
  start: endpoint({
    id: "tickets.start",
    method: "GET",
    path: "/api/tickets/start",
    permission: "tickets.create",
    summary: "What a new ticket begins with: my draft, and the customer, number and like tickets behind a call, number or customer",
    query: z.object({
      callId: id.optional(),
      phone: z.string().trim().max(40).optional(),
      customerId: id.optional(),
      typeId: id.optional(),
    }),
    output: z.object({
      draft: keptDraft.nullable(),
      customer: customerBrief.nullable(),
      phone: z.string().nullable(),
      callId: id.nullable(),
      /** Open tickets of the same customer or number: perhaps it is there already. Those that I may not open are named as well. */
      alike: z.array(ticketMention),
    }),
    errors: ["calls.not_found"],
  }),
  keepDraft: endpoint({
    id: "tickets.keepDraft",
    method: "PUT",
    path: "/api/tickets/drafts/:ticketId",
    permission: "tickets.create",
    summary: "Keep a new ticket's form while typing; the id becomes the ticket's",
    params: ticketId,
    body: newTicketDraft,
    output: keptDraft,
    errors: ["tickets.not_allowed"],
  }),
  dropDraft: endpoint({
    id: "tickets.dropDraft",
    method: "DELETE",
    path: "/api/tickets/drafts/:ticketId",
    permission: "tickets.create",
    summary: "Throw a draft away",
    params: ticketId,
    output: z.void(),
  }),
  create: endpoint({
    id: "tickets.create",
    method: "PUT",
    path: "/api/tickets/:ticketId",
    permission: "tickets.create",
    summary: "Create a ticket under an id chosen by the page: the same id again is the same ticket",
    params: ticketId,
    body: newTicket,
    output: ticket,
    errors: [
      "tickets.not_found",
      "tickets.type_unknown",
      "tickets.template_unknown",
      "tickets.values_invalid",
      "tickets.not_allowed",
      "customers.not_found",
      "calls.not_found",
    ],
  }),
  get: endpoint({
    id: "tickets.get",
    method: "GET",
    path: "/api/tickets/:ticketId",
    permission: "tickets.read",
    summary: "One ticket whole",
    params: ticketId,
    output: ticket,
    errors: gone,
  }),
  track: endpoint({
    id: "tickets.track",
    method: "GET",
    path: "/api/tickets/:ticketId/track",
    permission: "tickets.read",
    summary: "The ticket's service track, newest first",
    params: ticketId,
    query: pageQuery,
    output: pageOf(ticketTrackItem),
    errors: gone,
  }),
  claim: endpoint({
    id: "tickets.claim",
    method: "POST",
    path: "/api/tickets/:ticketId/claim",
    permission: "tickets.work",
    summary: "Take a ticket waiting in one of my groups; of several who try exactly one wins",
    params: ticketId,
    output: ticket,
    errors: [...refused, "tickets.claimed_by_other"],
  }),
  transfer: endpoint({
    id: "tickets.transfer",
    method: "POST",
    path: "/api/tickets/:ticketId/transfer",
    permission: "tickets.work",
    summary: "Hand a ticket to a group or person; the note is required",
    params: ticketId,
    body: z.object({ to: transferTarget, note: note.min(1) }),
    output: ticket,
    errors: [...refused, "tickets.target_unknown"],
  }),
  edit: endpoint({
    id: "tickets.edit",
    method: "PATCH",
    path: "/api/tickets/:ticketId",
    permission: "tickets.work",
    summary:
      "Change fields, category or customer; where somebody else changed the same meanwhile, the fields are told and nothing is written",
    params: ticketId,
    body: z.object({ changes: z.array(valueChange).min(1).max(100), note: note.default("") }),
    output: ticket,
    errors: [...refused, "tickets.values_invalid", "tickets.conflict"],
  }),
  act: endpoint({
    id: "tickets.act",
    method: "POST",
    path: "/api/tickets/:ticketId/actions/:action",
    permission: "tickets.work",
    summary: "Take an action of the flow with its form; `node` is where the page saw the ticket",
    params: ticketId.extend({ action: plainText(40) }),
    body: z.object({ node: z.string().max(40), values: fieldValues.default({}), note: note.default("") }),
    output: ticket,
    errors: [...refused, "tickets.values_invalid", "tickets.moved_on", "tickets.note_required"],
  }),
  finish: endpoint({
    id: "tickets.finish",
    method: "POST",
    path: "/api/tickets/:ticketId/finish",
    permission: "tickets.work",
    summary: "Finish a ticket by the action of its node that leads to an end",
    params: ticketId,
    body: z.object({ values: fieldValues.default({}), note: note.default("") }),
    output: ticket,
    errors: [...refused, "tickets.values_invalid", "tickets.note_required"],
  }),
  reopen: endpoint({
    id: "tickets.reopen",
    method: "POST",
    path: "/api/tickets/:ticketId/reopen",
    permission: "tickets.reopen",
    summary: "Open a finished ticket again; the note is required",
    params: ticketId,
    body: z.object({ note: note.min(1) }),
    output: ticket,
    errors: [...gone, "tickets.not_allowed", "tickets.not_finished"],
  }),
  urge: endpoint({
    id: "tickets.urge",
    method: "POST",
    path: "/api/tickets/:ticketId/urge",
    permission: "tickets.work",
    summary: "Urge whoever has the ticket",
    params: ticketId,
    body: z.object({ note: note.default("") }),
    output: ticket,
    errors: refused,
  }),
  copy: endpoint({
    id: "tickets.copy",
    method: "POST",
    path: "/api/tickets/:ticketId/copies",
    permission: "tickets.work",
    summary: "Copy the ticket to people (抄送): from then on they may read it",
    params: ticketId,
    body: z.object({ personIds: z.array(id).min(1).max(50), note: note.default("") }),
    output: ticket,
    errors: [...gone, "tickets.not_allowed", "tickets.target_unknown"],
  }),
  comment: endpoint({
    id: "tickets.comment",
    method: "PUT",
    path: "/api/tickets/:ticketId/comments/:commentId",
    permission: "tickets.work",
    summary: "Comment, mentioning people (@), with uploaded files; the same comment id again is the same comment",
    params: ticketId.extend({ commentId: id }),
    body: z
      .object({ text: note.default(""), mentions: z.array(id).max(20).default([]), fileIds: z.array(id).max(10).default([]) })
      .refine(({ text, fileIds }) => text !== "" || fileIds.length > 0, { path: ["text"], message: "a text or a file is missing" }),
    output: ticket,
    errors: [...gone, "tickets.not_allowed", "tickets.target_unknown", "tickets.values_invalid"],
  }),
  link: endpoint({
    id: "tickets.link",
    method: "POST",
    path: "/api/tickets/:ticketId/links",
    permission: "tickets.work",
    summary:
      "Relate two tickets, or hang one below the other (parent), or merge it into the other: it is closed there and its calls go along",
    params: ticketId,
    body: z.object({ otherId: id, as: z.enum(["related", "parent", "merge_into", "unrelated", "no_parent"]), note: note.default("") }),
    output: ticket,
    errors: [...refused, "tickets.link_refused"],
  }),
  mark: endpoint({
    id: "tickets.mark",
    method: "PUT",
    path: "/api/tickets/:ticketId/mark",
    permission: "tickets.read",
    summary: "My own flag and reminder on a ticket; the reminder fires once",
    params: ticketId,
    body: z.object({
      flag: flagColor.nullable(),
      remindAt: moment.nullable().default(null),
      remindText: plainText(200).trim().default(""),
    }),
    output: ticketMark.nullable(),
    errors: gone,
  }),
  bulkClaim: endpoint({
    id: "tickets.bulkClaim",
    method: "POST",
    path: "/api/tickets/bulk/claim",
    permission: "tickets.work",
    summary: "Claim many",
    body: z.object({ ids }),
    output: bulkReport,
  }),
  bulkTransfer: endpoint({
    id: "tickets.bulkTransfer",
    method: "POST",
    path: "/api/tickets/bulk/transfer",
    permission: "tickets.work",
    summary: "Hand over many",
    body: z.object({ ids, to: transferTarget, note: note.min(1) }),
    output: bulkReport,
  }),
  bulkFinish: endpoint({
    id: "tickets.bulkFinish",
    method: "POST",
    path: "/api/tickets/bulk/finish",
    permission: "tickets.work",
    summary: "Finish many",
    body: z.object({ ids, note: note.default("") }),
    output: bulkReport,
  }),
  bulkFlag: endpoint({
    id: "tickets.bulkFlag",
    method: "POST",
    path: "/api/tickets/bulk/flag",
    permission: "tickets.read",
    summary: "Flag many for myself, or take my flag off",
    body: z.object({ ids, flag: flagColor.nullable() }),
    output: bulkReport,
  }),
  here: endpoint({
    id: "tickets.here",
    method: "PUT",
    path: "/api/tickets/:ticketId/presence",
    permission: "tickets.read",
    summary: "This tab looks at the ticket or edits it (again every 20 s), or leaves; answers who else is here",
    params: ticketId,
    body: z.object({ tabId: z.string().min(8).max(64), doing: z.enum(["viewing", "editing", "leaving"]) }),
    output: z.object({ items: z.array(presentPerson) }),
    errors: gone,
  }),
  upload: endpoint({
    id: "tickets.upload",
    method: "POST",
    path: "/api/tickets/files/:fileId",
    permission: "tickets.read",
    summary:
      "Upload a file as the request's raw body, under an id chosen by the page, by whoever may create or work on tickets; it belongs to the first ticket that names it",
    params: z.object({ fileId: id }),
    query: z.object({ name: plainText(200).min(1) }),
    output: ticketFile,
    errors: ["tickets.file_refused", "request.too_large", "tickets.not_allowed"],
  }),
  download: endpoint({
    id: "tickets.download",
    method: "GET",
    path: "/api/tickets/:ticketId/files/:fileId",
    permission: "tickets.read",
    summary: "A file of the ticket, to save or (`preview`) to be shown in the page; every access is audited",
    params: ticketId.extend({ fileId: id }),
    query: z.object({ preview: z.stringbool().default(false) }),
    output: z.unknown(),
    binary: "application/octet-stream",
    errors: gone,
  }),
  views: endpoint({
    id: "tickets.views",
    method: "GET",
    path: "/api/tickets/views",
    permission: "tickets.read",
    summary: "Saved views that I may use: mine, my groups', everybody's",
    output: z.object({ items: z.array(ticketView) }),
  }),
  saveView: endpoint({
    id: "tickets.saveView",
    method: "PUT",
    path: "/api/tickets/views/:viewId",
    permission: "tickets.read",
    summary: "Save a view; sharing it with a group or all needs the permission tickets.share_views",
    params: z.object({ viewId: id }),
    body: ticketViewDraft.extend({ version: z.number().int().min(0) }),
    output: ticketView,
    errors: ["tickets.not_allowed", "tickets.setup_conflict", "tickets.field_unknown", "tickets.field_not_sortable"],
  }),
  removeView: endpoint({
    id: "tickets.removeView",
    method: "DELETE",
    path: "/api/tickets/views/:viewId",
    permission: "tickets.read",
    summary: "Delete a view of mine",
    params: z.object({ viewId: id }),
    output: z.void(),
    errors: ["tickets.not_allowed"],
  }),
} as const;

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
