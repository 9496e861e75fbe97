import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { forgetExportsJob } from "./commands/forget-exports.ts";
import { writeExport } from "./commands/write-export.ts";
import { routeExports } from "./exports.realtime.ts";
import { mountExports } from "./exports.routes.ts";

export { requestExport } from "./commands/request-export.ts";
export { type Ask, type ExportReader, exportKinds } from "./kinds.ts";
export type { Cell, SheetColumn } from "./workbook/cells.ts";
export { wallTimeIn } from "./workbook/wall-time.ts";
export { type AboutLine, sendWorkbook, type Workbook } from "./workbook/write-workbook.ts";

/** Rows as Excel files, asked for by the modules below and written in the background (T8). */
export function registerExports(ctx: AppContext, mount: Mount): void {
  mountExports(ctx, mount);
  routeExports(ctx);
  ctx.jobs.addLong(writeExport);
  ctx.jobs.add(forgetExportsJob);
  ctx.jobs.cron("*/10 * * * *", forgetExportsJob, {});
}
