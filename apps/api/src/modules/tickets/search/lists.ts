import type { MyList, Output, Parsed, TicketCounts, TicketRow, ticketEndpoints } from "@cloverdesk/contracts";
import { NEWEST_FIRST } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { filterGround } from "./ground.ts";
import { presentItem, presentRow, shownWith } from "./row.presenter.ts";
import {
  COUNTED_TO,
  type CountsRecord,
  countMine,
  countWaiting,
  listMine,
  type Reach,
  rowsOf,
  type ShownFields,
  searchTickets,
  type WaitingRecord,
} from "./rows.repo.ts";
import { soughtWords } from "./search-text.ts";
import type { SearchCursor } from "./sort.repo.ts";

/** One of the eight lists, newest first. */
export async function myTickets(
  ctx: AppContext,
  actor: Actor,
  list: MyList,
  { cursor, limit, fields }: Parsed<typeof ticketEndpoints.mine>["query"],
): Promise<Output<typeof ticketEndpoints.mine>> {
  const before = cursor === undefined ? null : BigInt(readCursor(cursor).no);
  const { rows, shown } = await shownWith(ctx, listMine(ctx.db.prisma, list, reachOf(actor), before, limit + 1, fieldsIn(fields)));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentItem(row, shown)),
    nextCursor: rows.length > limit && last ? writeCursor({ key: null, no: String(last.no) }) : null,
  };
}

/** The fields that an address names: `a,b`, or `-` for none; all when it names none. */
function fieldsIn(text: string | undefined): ShownFields {
  if (text === undefined) return "all";
  return text === "-" ? [] : text.split(",");
}

export async function myCounts(ctx: AppContext, actor: Actor): Promise<TicketCounts> {
  return presentCounts(await countMine(ctx.db.prisma, reachOf(actor)));
}

const figure = (n: number) => ({ count: Math.min(n, COUNTED_TO), more: n > COUNTED_TO });

function presentCounts({ waiting, ...rest }: CountsRecord): TicketCounts {
  const lists = Object.fromEntries(Object.entries(rest).map(([list, n]) => [list, figure(n)])) as Omit<TicketCounts, "waiting">;
  return { ...lists, waiting: presentWaiting(waiting ?? []) };
}

const presentWaiting = (groups: WaitingRecord[]): TicketCounts["waiting"] =>
  groups.map(({ skillGroupId, name, n }) => ({ skillGroupId, name, ...figure(n) }));

/** How many tickets wait in each of these groups. */
export async function waitingCounts(ctx: AppContext, groupIds: string[]): Promise<TicketCounts["waiting"]> {
  return presentWaiting(await countWaiting(ctx.db.prisma, groupIds));
}

/** Tickets in reach, or of one of my lists, by filter and words. */
export async function findTickets(
  ctx: AppContext,
  actor: Actor,
  { list, filter, text, sort = NEWEST_FIRST, cursor, limit, fields: wanted }: Parsed<typeof ticketEndpoints.search>["body"],
): Promise<Output<typeof ticketEndpoints.search>> {
  const words = soughtWords(text);
  const ground = await filterGround(ctx, actor);
  const after = cursor === undefined ? null : readCursor(cursor);
  const search = { list, filter, words, sort, after, limit: limit + 1 };
  const { rows, shown } = await shownWith(ctx, searchTickets(ctx.db.prisma, reachOf(actor), search, ground, wanted));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentItem(row, shown)),
    nextCursor: rows.length > limit && last ? writeCursor({ key: last.sortKey, no: String(last.no) }) : null,
  };
}

export const reachOf = (actor: Actor): Reach => ({
  kind: scopeOf(actor, "tickets.read") ?? "own",
  personId: actor.personId,
  groupIds: actor.groupIds,
});

/** What may be exported: no more than may be read, and no more than the permission to export reaches. */
export function exportReachOf(actor: Actor): Reach {
  const scopes = [scopeOf(actor, "tickets.read"), scopeOf(actor, "tickets.export")];
  const kind = (["own", "group"] as const).find((scope) => scopes.includes(scope)) ?? (scopes.includes(undefined) ? "own" : "all");
  return { kind, personId: actor.personId, groupIds: actor.groupIds };
}

/** Rows as everybody sees them, by ticket id. */
export async function sharedRows(ctx: AppContext, ids: string[]): Promise<Map<string, TicketRow>> {
  const { rows, shown } = await shownWith(ctx, rowsOf(ctx.db.prisma, ids));
  return new Map(rows.map((row) => [row.id, presentRow(row, shown)]));
}

const writeCursor = (cursor: SearchCursor): string => Buffer.from(JSON.stringify([cursor.key, cursor.no])).toString("base64url");

function readCursor(text: string): SearchCursor {
  const wrong = (): AppError => new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw wrong();
  }
  const [key, no] = Array.isArray(parts) ? parts : [];
  if (typeof no !== "string" || !/^\d{1,18}$/.test(no) || (key !== null && typeof key !== "string")) throw wrong();
  return { key, no };
}
