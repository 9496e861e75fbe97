import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { checkRows } from "./commands/check-rows.ts";
import { createRows } from "./commands/create-rows.ts";
import { forgetImportsJob } from "./commands/forget-imports.ts";
import { undoRows } from "./commands/undo-rows.ts";
import { routeImports } from "./imports.realtime.ts";
import { mountImports } from "./imports.routes.ts";

export {
  type ImportFacts,
  type ImportReader,
  importKinds,
  type KindColumn,
  type Known,
  type Made,
  type OpenKind,
  type RowCheck,
  type RowToCreate,
} from "./kinds.ts";

/** Files whose rows become what the modules below own: read, checked, repaired, created and undone as batches (T9). */
export function registerImports(ctx: AppContext, mount: Mount): void {
  mountImports(ctx, mount);
  routeImports(ctx);
  for (const long of [checkRows, createRows, undoRows]) ctx.jobs.addLong(long);
  ctx.jobs.add(forgetImportsJob);
  ctx.jobs.cron("20 3 * * *", forgetImportsJob, {});
}
