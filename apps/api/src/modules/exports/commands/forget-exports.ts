import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { defineJob } from "../../../platform/jobs/job.ts";
import { deleteExports, expiredExports } from "../exports.repo.ts";
import { removeFiles } from "../files.ts";

/** Deletes expired exports. */
export const forgetExportsJob = defineJob({ name: "exports.forget-exports", payload: z.object({}), lane: "long", run: forgetExports });

/** The files first and then the entries, so that no file is left without an entry. */
async function forgetExports(ctx: AppContext): Promise<void> {
  const old = await expiredExports(ctx.db.prisma, ctx.clock());
  for (const { id } of old) await removeFiles(ctx, id);
  await deleteExports(
    ctx.db.prisma,
    old.map(({ id }) => id),
  );
}
