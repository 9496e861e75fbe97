import type { AppContext } from "../../platform/app-context.ts";
import { Prisma } from "../../platform/db/client.ts";
import { forgetSettings } from "./kept-settings.ts";
import type { Settings } from "./settings.ts";

/** Puts settings into force; `undefined` restores the default. Drops the settings kept in memory at once, without waiting for the event. */
export async function putSettings(ctx: AppContext, wanted: Partial<{ [K in keyof Settings]: Settings[K] | undefined }>): Promise<void> {
  for (const [key, value] of Object.entries(wanted)) {
    await ctx.db.prisma.setting.deleteMany({ where: { key } });
    if (value !== undefined) await ctx.db.prisma.setting.create({ data: { key, value: value ?? Prisma.JsonNull } });
  }
  forgetSettings(ctx);
}
