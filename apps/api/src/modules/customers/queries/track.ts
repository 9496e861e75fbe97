import type { customerEndpoints, Output } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { findCustomer } from "../customer.repo.ts";
import { type TrackEntry, trackSources } from "../track.ts";

/** The customer's service track, newest first: a page of every source, merged. The cursor is the last entry's moment and id. */
export async function getTrack(
  ctx: AppContext,
  actor: Actor,
  customerId: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<Output<typeof customerEndpoints.track>> {
  const reader = ctx.db.prisma;
  if (!(await findCustomer(reader, customerId))) throw new AppError("customers.not_found");
  const page = { customerId, actor, before: cursor === undefined ? null : readCursor(cursor), limit: limit + 1 };
  const found = await Promise.all(trackSources.of(ctx).map((source) => source(reader, page)));
  const entries = found.flat().sort(newestFirst);
  const items = entries.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: entries.length > limit && last ? writeCursor(last) : null };
}

const newestFirst = (a: TrackEntry, b: TrackEntry): number => b.at.localeCompare(a.at) || b.id.localeCompare(a.id);

const writeCursor = ({ at, id }: TrackEntry): string => Buffer.from(`${at} ${id}`).toString("base64url");

function readCursor(cursor: string): { at: Date; id: string } {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError("request.invalid", { fields: { cursor: "unknown cursor" } });
  return { at: moment, id };
}
