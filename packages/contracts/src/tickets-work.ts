import { z } from "zod";
import { customerBrief } from "./calls.ts";
import { endpoint } from "./kernel/endpoint.ts";
import { cursor, pageOf, pageQuery } from "./kernel/paging.ts";
import { bilingual, id, moment } from "./kernel/shapes.ts";
import {
  flagColor,
  myList,
  presentPerson,
  ticket,
  ticketCounts,
  ticketFile,
  ticketListItem,
  ticketMark,
  ticketSource,
  ticketTrackItem,
} from "./tickets.ts";
import { fieldCode, fieldValue, fieldValues, plainText } from "./tickets-fields.ts";
import { ticketFilter, ticketSort, ticketView, ticketViewDraft } from "./tickets-filter.ts";
import { ticketMention } from "./tickets-mention.ts";

/** To whom a ticket is handed: a group (to be claimed there) or a person. */
export const transferTarget = z.union([z.strictObject({ skillGroupId: id }), z.strictObject({ personId: id })]);

const note = plainText(4_000).trim();
export const newTicket = z.object({
  typeId: id,
  templateId: id,
  categoryId: id.nullable().default(null),
  /** `null` is nobody; left out it is the call's, where there is a call. */
  customerId: id.nullable().optional(),
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

/** With an action: what was put into its form. `seen` is what the page showed of it before, so that only what really collides is a conflict. */
const taken = z.object({ values: fieldValues.default({}), seen: fieldValues.default({}), note: note.default("") });

const ticketId = z.object({ ticketId: id });
const gone = ["tickets.not_found"] as const;
const refused = [...gone, "tickets.not_allowed", "tickets.closed"] as const;
const page = pageOf(ticketListItem);
const pageInput = { cursor: cursor.optional(), limit: z.number().int().min(1).max(200).default(50) };
const ids = z.array(id).min(1).max(200);
/** Each ticket by itself: what failed says why, and in which fields where it is about values; the rest is done. */
const bulkReport = z.object({
  done: z.array(id),
  failed: z.array(z.object({ id, code: z.string(), title: bilingual, fields: z.record(z.string(), z.string()).optional() })),
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
      "tickets.draft_used",
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
    body: taken.extend({ node: z.string().max(40) }),
    output: ticket,
    errors: [...refused, "tickets.values_invalid", "tickets.conflict", "tickets.moved_on", "tickets.note_required"],
  }),
  finish: endpoint({
    id: "tickets.finish",
    method: "POST",
    path: "/api/tickets/:ticketId/finish",
    permission: "tickets.work",
    summary: "Finish a ticket by the action of its node that leads to an end; `node`, when given, is where the page saw the ticket",
    params: ticketId,
    body: taken.extend({ node: z.string().max(40).optional() }),
    output: ticket,
    errors: [...refused, "tickets.values_invalid", "tickets.conflict", "tickets.moved_on", "tickets.note_required"],
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
    summary: "Save a view; sharing it with a group or all, and changing one that is shared, needs the permission tickets.share_views",
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
    summary: "Delete a view of mine, or one that is shared as I may share",
    params: z.object({ viewId: id }),
    output: z.void(),
    errors: ["tickets.not_allowed", "tickets.setup_conflict"],
  }),
} as const;
