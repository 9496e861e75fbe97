import type { AppContext } from "../../platform/app-context.ts";
import { readSettings } from "./settings.repo.ts";
import type { Settings } from "./settings.ts";

/** How long settings may be old when the event that changed them did not reach this process, ms. */
const KEPT_MS = 2_000;
const kept = new WeakMap<AppContext, { until: number; settings: Promise<Settings> }>();

/** The settings in force, kept in memory until `setting.changed` is heard: they are asked for several times in every call and list. */
export function settingsOf(ctx: AppContext): Promise<Settings> {
  const now = performance.now();
  const known = kept.get(ctx);
  if (known && known.until > now) return known.settings;
  const entry = { until: now + KEPT_MS, settings: readSettings(ctx.db.prisma) };
  kept.set(ctx, entry);
  entry.settings.catch(() => kept.get(ctx) === entry && kept.delete(ctx));
  return entry.settings;
}

/** For a command that has committed a setting, and for the event that tells of one: the next question reads the database. */
export function forgetSettings(ctx: AppContext): void {
  kept.delete(ctx);
}

/** Whether agents see customers' numbers masked (脱敏). */
export interface Masking {
  on: boolean;
}

export async function maskingOf(ctx: AppContext): Promise<Masking> {
  return { on: (await settingsOf(ctx)).numberMasking };
}
