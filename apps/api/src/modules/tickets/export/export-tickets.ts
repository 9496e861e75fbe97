import {
  EXPORT_MOST_ROWS,
  NEWEST_FIRST,
  type Output,
  type Parsed,
  type TicketExportSource,
  type ticketExportEndpoints,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { requestExport } from "../../exports/index.ts";
import { filterGround } from "../search/ground.ts";
import { exportReachOf } from "../search/lists.ts";
import { countFound, countList } from "../search/rows.repo.ts";
import { soughtWords } from "../search/search-text.ts";
import { setupOf } from "../setup/setup.ts";
import { columnsOf } from "./columns.ts";
import { asAsk } from "./ticket-export.ts";

type E = typeof ticketExportEndpoints;

/** Rows are counted up to here; the page then shows "more". */
const COUNTED_TO = 1_000_000;

/** How many tickets a source holds now, in this person's reach. */
export async function exportSize(ctx: AppContext, actor: Actor, source: TicketExportSource): Promise<Output<E["size"]>> {
  const n = await countSource(ctx, actor, source, COUNTED_TO + 1);
  return { rows: Math.min(n, COUNTED_TO), more: n > COUNTED_TO, most: EXPORT_MOST_ROWS };
}

async function countSource(ctx: AppContext, actor: Actor, source: TicketExportSource, upTo: number): Promise<number> {
  const reader = ctx.db.prisma;
  const { list, filter, text, sort = NEWEST_FIRST } = source;
  if (list && !filter && !text) return countList(reader, list, exportReachOf(actor), upTo);
  const ground = await filterGround(ctx, actor);
  return countFound(reader, exportReachOf(actor), { list, filter, words: soughtWords(text), sort }, ground, upTo);
}

/** Counts once more, since lists move, and asks for the file. */
export async function exportTickets(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { source, columns, title, language, timeZone }: Parsed<E["start"]>["body"],
): Promise<Output<E["start"]>> {
  if (columnsOf(columns, await setupOf(ctx), language).length === 0)
    throw new AppError("tickets.field_unknown", { fields: { columns: "none of these columns" } });
  const total = await countSource(ctx, actor, source, EXPORT_MOST_ROWS + 1);
  return requestExport(ctx, actor, { id, kind: "tickets", ask: asAsk({ source, columns }), title, locale: { language, timeZone }, total });
}
