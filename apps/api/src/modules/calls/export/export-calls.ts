import { type CallExportSource, type callEndpoints, EXPORT_MOST_ROWS, type Output, type Parsed } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { type Ask, requestExport } from "../../exports/index.ts";
import { withDays } from "../queries/records.ts";
import { countRecords, type Reach } from "../records.repo.ts";

type E = typeof callEndpoints;

/** Rows are counted up to here; the page then shows "more". */
const COUNTED_TO = 1_000_000;

/** What may be exported: no more than may be read, and no more than the permission to export reaches. */
export function exportReachOf(actor: Actor, mine: boolean): Reach {
  const { personId, groupIds } = actor;
  const scopes = [scopeOf(actor, "calls.read"), scopeOf(actor, "calls.export")];
  if (mine || scopes.includes("own") || scopes.includes(undefined)) return { kind: "own", personId };
  return scopes.includes("group") ? { kind: "group", personId, groupIds } : { kind: "all" };
}

async function countSource(ctx: AppContext, actor: Actor, source: CallExportSource, upTo: number): Promise<number> {
  const { mine, ...filter } = await withDays(ctx, source);
  return countRecords(ctx.db.prisma, exportReachOf(actor, mine), filter, upTo);
}

/** How many call records a source holds now, in this person's reach. */
export async function exportSize(ctx: AppContext, actor: Actor, source: CallExportSource): Promise<Output<E["exportSize"]>> {
  const n = await countSource(ctx, actor, source, COUNTED_TO + 1);
  return { rows: Math.min(n, COUNTED_TO), more: n > COUNTED_TO, most: EXPORT_MOST_ROWS };
}

/** Counts once more, since calls go on, and asks for the file. */
export async function exportCalls(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { source: asked, title, language, timeZone }: Parsed<E["export"]>["body"],
): Promise<Output<E["export"]>> {
  // The days of now, whenever the file is written.
  const source = await withDays(ctx, asked);
  const total = await countSource(ctx, actor, source, EXPORT_MOST_ROWS + 1);
  const ask = JSON.parse(JSON.stringify({ source })) as Ask;
  return requestExport(ctx, actor, { id, kind: "calls", ask, title, locale: { language, timeZone }, total });
}
