import type { Callback, CallbackList, Output, Parsed, ticketEndpoints } from "@cloverdesk/contracts";
import { maskPhone } from "@cloverdesk/rules/phone";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { maskingOf } from "../../settings/index.ts";
import { person } from "../search/row.presenter.ts";
import { type CallbackCursor, openCallbacks, type ShownCallbackRecord, shownCallback } from "./callbacks.repo.ts";

/** Open callbacks, the earliest first. */
export async function listCallbacks(
  ctx: AppContext,
  { personId, groupIds }: Actor,
  { list, cursor, limit }: Parsed<typeof ticketEndpoints.callbacks>["query"],
): Promise<Output<typeof ticketEndpoints.callbacks>> {
  const after = cursor === undefined ? null : readCursor(cursor);
  const [rows, { on }] = await Promise.all([
    openCallbacks(ctx.db.prisma, { list: list satisfies CallbackList, personId, groupIds, after, limit: limit + 1 }),
    maskingOf(ctx),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentCallback(row, on)),
    nextCursor: rows.length > limit && last ? `${last.dueAt.toISOString()} ${last.id}` : null,
  };
}

function readCursor(cursor: string): CallbackCursor {
  const [at = "", id = ""] = cursor.split(" ");
  const dueAt = new Date(at);
  if (Number.isNaN(dueAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  return { dueAt, id };
}

export async function loadCallback(ctx: AppContext, callbackId: string): Promise<Callback> {
  const [row, { on }] = await Promise.all([shownCallback(ctx.db.prisma, callbackId), maskingOf(ctx)]);
  if (!row) throw new AppError("callbacks.not_found");
  return presentCallback(row, on);
}

const presentCallback = (row: ShownCallbackRecord, masked: boolean): Callback => ({
  id: row.id,
  version: row.version,
  state: row.state as Callback["state"],
  source: row.source as Callback["source"],
  number: masked ? maskPhone(row.number) : row.number,
  dueAt: row.dueAt.toISOString(),
  note: row.note,
  ticket: { id: row.ticketId, number: Number(row.no), title: row.title },
  customer: row.customer,
  person: person(row.personId, row.personName),
  group: row.groupId ? { id: row.groupId, name: { zh: row.groupName ?? "", en: row.groupNameEn ?? "" } } : null,
  createdAt: row.createdAt.toISOString(),
});
