import { IMPORT_KEPT_DAYS } from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { defineJob } from "../../../platform/jobs/job.ts";
import { removeFile, removeLeftUploads } from "../files.ts";
import { abandonedImports, deleteImports } from "../imports.repo.ts";

const DAY_MS = 86_400_000;
const AT_ONCE = 100;

/** Deletes imports that nobody committed, with their rows and files, and what is left of uploads that were cut off. */
export const forgetImportsJob = defineJob({ name: "imports.forget-imports", payload: z.object({}), lane: "long", run: forgetImports });

/** The entries first: what was committed meanwhile keeps its file. */
async function forgetImports(ctx: AppContext): Promise<void> {
  const before = new Date(ctx.clock().getTime() - IMPORT_KEPT_DAYS * DAY_MS);
  for (;;) {
    const ids = await abandonedImports(ctx.db.prisma, before, AT_ONCE);
    for (const id of await deleteImports(ctx.db.prisma, ids, before)) await removeFile(ctx, id);
    if (ids.length < AT_ONCE) break;
  }
  await removeLeftUploads(ctx, before);
}
