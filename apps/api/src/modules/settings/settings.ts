import { breakReason, language, timeZone } from "@cloverdesk/contracts";
import { z } from "zod";

/** Every setting of B4 with its shape; times in ms. A row in `setting` under the same key replaces the default. */
const SHAPES = {
  /**
   * Whose installation this is, set with the first administrator. Days are counted in its zone (IANA): calls of today, days of ticket filters. SQL
   * reads the zone from the view `enterprise_ref`, which has the same default.
   */
  enterprise: z.object({ name: z.string(), timeZone, language }),
  autoAnswer: z.boolean(),
  autoAnswerDelayMs: z.number().int().min(0).max(30_000),
  /** How long an agent is rung before the call goes back into the queue. */
  ringTimeoutMs: z.number().int().min(5_000).max(120_000),
  /** How long a call out rings before it is given up. */
  outboundRingTimeoutMs: z.number().int().min(5_000).max(180_000),
  /** Calling codes of the countries that may be called; satellites and numbers that charge the caller never may. */
  openCountries: z.array(z.string().regex(/^[1-9]\d{0,2}$/)).max(300),
  /** Calls out of one person within a minute, refused beyond. */
  dialsPerMinute: z.number().int().min(1).max(1_000),
  /** After it the wrap-up ends by itself (the draft stays to finish); null: never. */
  wrapUpLimitMs: z.number().int().min(5_000).max(3_600_000).nullable(),
  /** Whether the next call waits for the summary of the last. */
  summaryRequired: z.boolean(),
  breakReasons: z.array(breakReason).min(1).max(20),
  /** Agents see 138 **** 8000 (脱敏). */
  numberMasking: z.boolean(),
  /** Callers of recorded hotlines are told so. */
  recordingNotice: z.boolean(),
} as const;

type Shapes = typeof SHAPES;
export type SettingKey = keyof Shapes;
export type Settings = { [K in SettingKey]: z.infer<Shapes[K]> };

export const DEFAULT_SETTINGS: Settings = {
  enterprise: { name: "", timeZone: "Asia/Shanghai", language: "zh" },
  autoAnswer: false,
  autoAnswerDelayMs: 3_000,
  ringTimeoutMs: 20_000,
  outboundRingTimeoutMs: 45_000,
  openCountries: ["86"],
  dialsPerMinute: 30,
  wrapUpLimitMs: 120_000,
  summaryRequired: true,
  breakReasons: [
    { code: "rest", name: { zh: "小憩", en: "Rest" }, usualMinutes: 10 },
    { code: "meal", name: { zh: "用餐", en: "Meal" }, usualMinutes: 45 },
    { code: "meeting", name: { zh: "会议", en: "Meeting" }, usualMinutes: 30 },
    { code: "coaching", name: { zh: "辅导", en: "Coaching" }, usualMinutes: 20 },
    { code: "training", name: { zh: "培训", en: "Training" }, usualMinutes: 60 },
  ],
  numberMasking: false,
  recordingNotice: false,
};

/** Settings from their rows; a row that does not fit (of an older version, edited by hand) leaves the default in force. */
export function settingsFrom(rows: { key: string; value: unknown }[]): Settings {
  const found: Record<string, unknown> = {};
  for (const { key, value } of rows) {
    const parsed = Object.hasOwn(SHAPES, key) ? SHAPES[key as SettingKey].safeParse(value) : undefined;
    if (parsed?.success) found[key] = parsed.data;
  }
  return { ...DEFAULT_SETTINGS, ...found };
}
