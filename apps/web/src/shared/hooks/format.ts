import type { Bilingual, Language } from "@cloverdesk/contracts";

/** `m:ss`, from an hour on `h:mm:ss`; never negative. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600);
  return h > 0 ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${two(Math.floor(s / 60))}:${two(s % 60)}`;
}

export const inLanguage = (text: Bilingual | null | undefined, language: Language): string => text?.[language] ?? "";

const locale = (language: Language) => (language === "zh" ? "zh-CN" : "en-GB");

/** Time of day, with the date when it is another day than `now`. */
export function moment(iso: string, language: Language, now = new Date()): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(locale(language), { hour: "2-digit", minute: "2-digit", hour12: false });
  if (at.toDateString() === now.toDateString()) return time;
  const sameYear = at.getFullYear() === now.getFullYear();
  const day = at.toLocaleDateString(locale(language), { year: sameYear ? undefined : "numeric", month: "short", day: "numeric" });
  return `${day} ${time}`;
}

/** Date and time to the second, for records; written like `moment`. */
export function fullMoment(iso: string, language: Language): string {
  const at = new Date(iso);
  const day = at.toLocaleDateString(locale(language), { year: "numeric", month: "short", day: "numeric" });
  return `${day} ${at.toLocaleTimeString(locale(language), { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false })}`;
}

/** Bytes as people read them: `12 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
