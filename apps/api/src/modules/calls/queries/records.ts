import type { CallRecord, callEndpoints, Output, Parsed } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { listTrunks } from "../../hotlines/index.ts";
import { maskingOf } from "../../settings/index.ts";
import { type CallFacts, mayReach } from "../call.policy.ts";
import { waitsOf } from "../contact.repo.ts";
import { beginOfDays } from "../days.repo.ts";
import { linkedTickets } from "../linked-tickets.ts";
import { takenPartOf } from "../parts.ts";
import { presentRecord, presentRow, writersOf } from "../record.presenter.ts";
import {
  filterOptions,
  groupNames,
  listRecords,
  personNames,
  type Reach,
  type RecordCursor,
  recordDetails,
  recordRow,
} from "../records.repo.ts";

/** Call records in reach, newest first; `mine` narrows to one's own. */
export async function listCalls(
  ctx: AppContext,
  actor: Actor,
  query: Parsed<typeof callEndpoints.list>["query"],
): Promise<Output<typeof callEndpoints.list>> {
  const { cursor, limit, mine, ...asked } = query;
  const filter = await withDays(ctx, asked);
  const rows = await listRecords(ctx.db.prisma, reachOf(actor, mine), filter, cursor ? readCursor(cursor) : null, limit + 1);
  const masking = await maskingOf(ctx);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentRow(row, masking)),
    nextCursor: rows.length > limit && last ? writeCursor({ startedAt: last.startedAt.toISOString(), id: last.id }) : null,
  };
}

/** A filter whose days are the moment at which the first of them began. */
export async function withDays<Asked extends { days?: number | undefined; from?: string | undefined }>(
  ctx: AppContext,
  { days, ...filter }: Asked,
): Promise<Omit<Asked, "days">> {
  if (days === undefined) return filter;
  const from = (await beginOfDays(ctx.db.prisma, ctx.clock(), days)).at.toISOString();
  return { ...filter, from: filter.from && filter.from > from ? filter.from : from };
}

/** Whose records the person may list. */
export function reachOf(actor: Actor, mine: boolean): Reach {
  const scope = scopeOf(actor, "calls.read");
  if (mine || scope === "own" || scope === undefined) return { kind: "own", personId: actor.personId };
  return scope === "all" ? { kind: "all" } : { kind: "group", personId: actor.personId, groupIds: actor.groupIds };
}

const writeCursor = (cursor: RecordCursor): string => Buffer.from(`${cursor.startedAt} ${cursor.id}`).toString("base64url");

function readCursor(text: string): RecordCursor {
  const [startedAt, id] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  if (!startedAt || !id || Number.isNaN(Date.parse(startedAt)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  return { startedAt, id };
}

/** Agents, groups and hotlines that occur in the reach. */
export async function recordFilters(ctx: AppContext, actor: Actor): Promise<Output<typeof callEndpoints.filters>> {
  return filterOptions(ctx.db.prisma, reachOf(actor, false));
}

/** One call's whole record. A call out of reach is answered like one that does not exist. */
export async function callRecord(ctx: AppContext, actor: Actor, callId: string): Promise<CallRecord> {
  const reader = ctx.db.prisma;
  const [row, details, waits] = await Promise.all([
    recordRow(reader, reachOf(actor, false), callId),
    recordDetails(reader, callId),
    waitsOf(reader, callId),
  ]);
  if (!row || !details || !waits || !(mayReach(actor, "calls.read", details) || wasOffered(waits.offers, actor)))
    throw new AppError("calls.not_found");
  const { legs, parts } = details;
  const [people, groups, trunks, masking, tickets] = await Promise.all([
    personNames(
      reader,
      idsOf([...legs, ...parts].map((each) => each.personId).concat(parts.flatMap(({ summary }) => (summary ? writersOf(summary) : [])))),
    ),
    groupNames(reader, idsOf(parts.map((part) => part.skillGroupId))),
    legs.some(({ trunkId }) => trunkId !== null) ? listTrunks(reader) : [],
    maskingOf(ctx),
    linkedTickets.of(ctx)(actor, callId),
  ]);
  return presentRecord(
    row,
    details,
    waits,
    masking,
    { people, groups, trunks: new Map(trunks.map(({ id, name }) => [id, name])) },
    tickets,
    {
      can: recordCan(actor, details, row.hasRecording),
      writesPart: scopeOf(actor, "summaries.write") === undefined ? undefined : takenPartOf(parts, actor.personId)?.id,
    },
  );
}

const idsOf = (ids: (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

/** An agent may open a call that rang at them and went elsewhere. */
const wasOffered = (offers: { personId: string }[], actor: Actor): boolean => offers.some((offer) => offer.personId === actor.personId);

function recordCan(actor: Actor, call: CallFacts, hasRecording: boolean): CallRecord["can"] {
  return {
    play: hasRecording && mayReach(actor, "recordings.play", call),
    download: hasRecording && mayReach(actor, "recordings.download", call),
    callBack: scopeOf(actor, "calls.dial") !== undefined,
  };
}
