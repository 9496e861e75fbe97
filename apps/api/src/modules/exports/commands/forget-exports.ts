import type { AppContext } from "../../../platform/app-context.ts";
import { deleteExports, expiredExports } from "../exports.repo.ts";
import { removeFiles } from "../files.ts";

/** Deletes exports whose days are over: first the files, then the entries, so that no file is left that nobody knows of. */
export async function forgetExports(ctx: AppContext): Promise<void> {
  const old = await expiredExports(ctx.db.prisma, ctx.clock());
  for (const { id } of old) await removeFiles(ctx, id);
  await deleteExports(
    ctx.db.prisma,
    old.map(({ id }) => id),
  );
}
