import type {
  Bilingual,
  FieldValue,
  Output,
  Parsed,
  Ticket,
  TicketDeed,
  TicketFile,
  TicketFlow,
  TicketTrackItem,
  ticketEndpoints,
} from "@cloverdesk/contracts";
import { maskPhone } from "@cloverdesk/rules/phone";
import { finishes, hiddenAt, nodeOf, possibleActions, rightsAt } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { mayReachCall } from "../../calls/index.ts";
import { maskingOf } from "../../settings/index.ts";
import { hiddenFiles, presentItem, type Shown, shownValues, shownWith } from "../search/row.presenter.ts";
import { flowOf, setupOf } from "../setup/setup.ts";
import {
  type DetailRecord,
  detailOf,
  type FileRecord,
  filesAmong,
  namesOf,
  type RefRecord,
  type TrackRecord,
  trackOf,
} from "./detail.repo.ts";
import { callbacksOf, numbersOf } from "./numbers.ts";
import { manages, mayRead, ticketCan } from "./ticket.policy.ts";
import { findTicket, isTied, type TicketRecord } from "./ticket.repo.ts";

/** One ticket whole. One that is out of reach is answered like one that does not exist. */
export async function loadTicket(ctx: AppContext, actor: Actor, ticketId: string): Promise<Ticket> {
  const { rows, shown } = await shownWith(ctx, detailOf(ctx.db.prisma, ticketId, actor.personId));
  const [row] = rows;
  if (!row || !mayRead(actor, row, row.tied)) throw new AppError("tickets.not_found");
  return presentTicket(row, actor, shown);
}

/** The ticket; throws `tickets.not_found` unless the person may read it. */
export async function mustReach(ctx: AppContext, actor: Actor, ticketId: string): Promise<TicketRecord> {
  const ticket = await findTicket(ctx.db.prisma, ticketId);
  if (!ticket || !mayRead(actor, ticket, await isTied(ctx.db.prisma, ticketId, actor.personId))) throw new AppError("tickets.not_found");
  return ticket;
}

export function presentTicket(row: DetailRecord, actor: Actor, shown: Shown): Ticket {
  const flow = shown.flowOf(row);
  const node = nodeOf(flow, row.node);
  const unseen = hiddenFiles(row.fields, shown.setup.fields, node);
  const can = ticketCan(actor, row, flow);
  const flowActor = { personId: actor.personId, manages: manages(actor, row) };
  const works = row.state === "open" && scopeOf(actor, "tickets.work") !== undefined;
  return {
    ...presentItem(row, shown),
    source: row.source as Ticket["source"],
    templateId: row.templateId,
    templateVersion: row.templateVersion,
    flowVersion: row.flowVersion,
    path: flow.nodes.map(({ code, name, kind }) => ({ code, name, kind })),
    timePaused: row.timeLeftMs !== null,
    copiedTo: row.copiedTo,
    parent: row.parent && presentRef(row.parent),
    children: row.children.map(presentRef),
    related: row.related.map(presentRef),
    mergedInto: row.mergedInto && presentRef(row.mergedInto),
    calls: row.calls.map(({ parts, skillGroupId, ...call }) => ({
      ...call,
      number: shown.masked ? maskPhone(call.number) : call.number,
      direction: call.direction as "inbound" | "outbound",
      startedAt: new Date(call.startedAt).toISOString(),
      // Who may read the ticket need not be allowed to listen to what somebody else has said.
      hasRecording: call.hasRecording && maySee.every((permission) => mayReachCall(actor, permission, { parts, skillGroupId })),
    })),
    numbers: numbersOf(row, shown),
    callbacks: callbacksOf(row, shown),
    files: row.files.filter(({ id }) => !unseen.has(id)).map(presentFile),
    rights: rightsAt(node, can.edit),
    actions: works
      ? possibleActions(flow, row, flowActor).map((action) => ({
          code: action.code,
          name: action.name,
          to: whereTo(flow, action.to),
          primary: action.primary,
          finishes: finishes(flow, action),
          noteRequired: action.noteRequired,
          form: action.form,
        }))
      : [],
    can,
  };
}

function whereTo(flow: TicketFlow, code: string): Ticket["actions"][number]["to"] {
  const { name = { zh: "", en: "" }, handler = { kind: "keep" as const }, callOut = false } = nodeOf(flow, code) ?? {};
  return { code, name, handler, callOut };
}

const maySee = ["calls.read", "recordings.play"] as const;

const presentFile = ({ personId, personName, at, ...file }: FileRecord): TicketFile => ({
  ...file,
  at: new Date(at).toISOString(),
  by: { id: personId, name: personName ?? "" },
});

const presentRef = ({ id, no, title, state }: RefRecord) => ({ id, number: no, title, state: state as Ticket["state"] });

const BY_ID = new Set(["handler", "group", "category", "customer", "parent", "merged_into"]);

/** The service track, newest first. */
export async function ticketTrack(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  { cursor, limit }: Parsed<typeof ticketEndpoints.track>["query"],
): Promise<Output<typeof ticketEndpoints.track>> {
  const ticket = await mustReach(ctx, actor, ticketId);
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  const rows = await trackOf(ctx.db.prisma, ticketId, cursor === undefined ? null : BigInt(cursor), limit + 1);
  const page = rows.slice(0, limit);
  const ids = page.flatMap(({ actorId, data }) => [
    actorId,
    ...(data.people ?? []),
    ...data.changes.flatMap(({ code, before, after }) => (BY_ID.has(code) ? [before, after] : [])),
  ]);
  const names = await namesOf(ctx.db.prisma, [...new Set(ids.filter((id): id is string => typeof id === "string"))]);
  const fileIds = page.flatMap(({ data }) => data.fileIds ?? []);
  const files = new Map((await filesAmong(ctx.db.prisma, ticketId, fileIds)).map((file) => [file.id, presentFile(file)]));
  const seen = await changesSeen(ctx, ticket);
  return {
    items: await Promise.all(page.map(async (row) => presentTrackItem(row, seen(row), names, await nodeNames(ctx, ticket, row), files))),
    nextCursor: rows.length > limit ? String(page.at(-1)?.seq) : null,
  };
}

/** Changes as they may be seen now: without what the ticket's node hides, with telephone numbers masked as they are everywhere. */
async function changesSeen(ctx: AppContext, ticket: TicketRecord): Promise<(row: TrackRecord) => TicketTrackItem["changes"]> {
  const [{ fields }, flow, masking] = await Promise.all([setupOf(ctx), flowOf(ctx, ticket.typeId, ticket.flowVersion), maskingOf(ctx)]);
  const hidden = new Set(hiddenAt(nodeOf(flow, ticket.node)));
  const shown = (code: string, value: FieldValue): FieldValue => shownValues({ [code]: value }, fields, masking.on)[code] ?? null;
  return ({ data }) =>
    data.changes
      .filter(({ code }) => !hidden.has(code))
      .map(({ code, before, after }) => ({ code, before: shown(code, before), after: shown(code, after) }));
}

/** The names of the nodes a ticket came through, from the latest version up to its own that has them. */
async function nodeNames(ctx: AppContext, ticket: TicketRecord, { data }: TrackRecord): Promise<Record<string, Bilingual>> {
  const codes = data.changes.filter(({ code }) => code === "node").flatMap(({ before, after }): unknown[] => [before, after]);
  const names: Record<string, Bilingual> = {};
  for (const code of codes.filter((each): each is string => typeof each === "string"))
    for (let version = ticket.flowVersion; version >= 1 && !names[code]; version--) {
      const node = nodeOf(await flowOf(ctx, ticket.typeId, version), code);
      if (node) names[code] = node.name;
    }
  return names;
}

/** What was done with a ticket, by the name of its event. */
export const deedOf = (event: string): TicketDeed => event.slice("ticket.".length) as TicketDeed;

function presentTrackItem(
  { seq, name, at, actorId, data }: TrackRecord,
  changes: TicketTrackItem["changes"],
  names: Map<string, Bilingual>,
  nodes: Record<string, Bilingual>,
  files: Map<string, TicketFile>,
): TicketTrackItem {
  const named = (id: string) => ({ id, name: names.get(id)?.zh ?? "" });
  const byId = data.changes.flatMap(({ code, before, after }): unknown[] => (BY_ID.has(code) ? [before, after] : []));
  const known = byId.flatMap((id) => (typeof id === "string" && names.has(id) ? [[id, names.get(id)!] as const] : []));
  return {
    seq: String(seq),
    deed: deedOf(name),
    at: at.toISOString(),
    by: actorId ? named(actorId) : null,
    rule: data.rule ? { id: data.rule.id, name: data.rule.name } : null,
    note: data.note ?? "",
    reason: data.reason ?? null,
    changes,
    names: { ...nodes, ...Object.fromEntries(known) },
    action: data.action ?? null,
    people: (data.people ?? []).map(named),
    callId: data.callId ?? null,
    files: (data.fileIds ?? []).flatMap((id) => files.get(id) ?? []),
  };
}
