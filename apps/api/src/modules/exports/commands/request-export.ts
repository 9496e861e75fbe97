import { EXPORT_MOST_ROWS, type ExportItem, type ExportKind, type ExportLocale, exportEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { startLongJob } from "../../../platform/jobs/long-job.ts";
import { recordAudit } from "../../identity/index.ts";
import { settingsOf } from "../../settings/index.ts";
import { expiry } from "../expiry.ts";
import { presentExport } from "../exports.presenter.ts";
import { countUnderWay, findExport, insertExport } from "../exports.repo.ts";
import type { Ask } from "../kinds.ts";
import { wallTimeIn } from "../workbook/wall-time.ts";
import { writeExport } from "./write-export.ts";

/** More of one person's at once would only make each of them later. */
export const MOST_UNDER_WAY = 3;

export interface Request {
  id: string;
  kind: ExportKind;
  ask: Ask;
  title: string;
  locale: ExportLocale;
  /** Rows that were counted. */
  total: number;
}

/** Asks for a file, to be written in the background; the same id again, by the same person, is the same export. Audited: who, what, how many. */
export async function requestExport(ctx: AppContext, actor: Actor, { id, kind, ask, title, locale, total }: Request): Promise<ExportItem> {
  const known = await findExport(ctx.db.prisma, id);
  if (known) return mine(known, actor);
  // Refuses a zone that does not exist.
  wallTimeIn(locale.timeZone);
  if (total === 0) throw new AppError("exports.nothing");
  if (total > EXPORT_MOST_ROWS) throw new AppError("exports.too_large", { detail: `${total} rows` });
  const now = ctx.clock();
  const row = {
    id,
    personId: actor.personId,
    kind,
    ask,
    title,
    fileName: fileName(title, now, (await settingsOf(ctx)).enterprise.timeZone),
    ...locale,
    total,
    askedAt: now,
    expiresAt: expiry(now),
  };
  await transaction(ctx.db, actor, now, async (tx) => {
    if ((await countUnderWay(tx, actor.personId)) >= MOST_UNDER_WAY) throw new AppError("exports.too_many");
    // The same page sent it twice at once: the other one asked.
    if (!(await insertExport(tx, row))) return;
    await startLongJob(tx, writeExport, { id, total });
    await recordAudit(tx, actor, {
      verb: `${kind}.exported`,
      entity: "export",
      entityId: id,
      after: JSON.parse(JSON.stringify({ ...ask, title, rows: total, ...locale })),
    });
    tx.record(exportEvents.asked, { entityId: id });
  });
  const made = await findExport(ctx.db.prisma, id);
  if (!made) throw new AppError("exports.not_found");
  return mine(made, actor);
}

function mine(row: Parameters<typeof presentExport>[0], actor: Actor): ExportItem {
  if (row.personId !== actor.personId) throw new AppError("exports.not_found");
  return presentExport(row);
}

/** `<title> 2026-03-02 1530.xlsx`, without what a file's name cannot hold. Its day is the enterprise's, wherever the person sits who asks. */
function fileName(title: string, now: Date, timeZone: string): string {
  const wall = new Date(wallTimeIn(timeZone)(now)).toISOString();
  const plain = title
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return `${plain || "export"} ${wall.slice(0, 10)} ${wall.slice(11, 16).replace(":", "")}.xlsx`;
}
