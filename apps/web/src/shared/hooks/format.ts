import type { Bilingual, Language } from "@cloverdesk/contracts";

/** `m:ss`, from an hour on `h:mm:ss`; never negative. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600);
  return h > 0 ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${two(Math.floor(s / 60))}:${two(s % 60)}`;
}

export const inLanguage = (text: Bilingual | null | undefined, language: Language): string => text?.[language] ?? "";

const LOCALES: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };

const SHAPES = {
  minute: { hour: "2-digit", minute: "2-digit", hour12: false },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false },
  day: { month: "short", day: "numeric" },
  dayOfYear: { year: "numeric", month: "short", day: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Kept, by language and shape: making one costs 100 times what using it does, and a list writes hundreds of moments. */
const formats = new Map<string, Intl.DateTimeFormat>();

function written(at: Date, language: Language, shape: keyof typeof SHAPES): string {
  const name = `${language} ${shape}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(LOCALES[language], SHAPES[shape]);
  formats.set(name, format);
  return format.format(at);
}

/** Time of day, with the date when it is another day than `now`. */
export function moment(iso: string, language: Language, now = new Date()): string {
  const at = new Date(iso);
  const time = written(at, language, "minute");
  if (at.toDateString() === now.toDateString()) return time;
  return `${written(at, language, at.getFullYear() === now.getFullYear() ? "day" : "dayOfYear")} ${time}`;
}

/** Date and time to the second, for records; written like `moment`. */
export function fullMoment(iso: string, language: Language): string {
  const at = new Date(iso);
  return `${written(at, language, "dayOfYear")} ${written(at, language, "second")}`;
}

/** Time of day to the millisecond: `16:03:04.123`. */
export function preciseTime(iso: string, language: Language): string {
  const at = new Date(iso);
  return `${written(at, language, "second")}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

const figures = { zh: new Intl.NumberFormat(LOCALES.zh), en: new Intl.NumberFormat(LOCALES.en) };
/** A count with its thousands apart: `12,345`. */
export const figure = (n: number, language: Language): string => figures[language].format(n);

/** Names one after the other, as the language sets them apart. */
export const listed = (names: readonly string[], language: Language): string => names.join(language === "zh" ? "、" : ", ");

/** Bytes as people read them: `12 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
