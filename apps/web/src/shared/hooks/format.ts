import type { Bilingual, Language } from "@cloverdesk/contracts";

/** `m:ss`, from an hour on `h:mm:ss`; never negative. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600);
  return h > 0 ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${two(Math.floor(s / 60))}:${two(s % 60)}`;
}

/**
 * A number in groups for reading: `138 0013 8000`, `010 5555 0100`, other countries in threes after the code. Works on masked numbers
 * (`*` counts as a digit) and gives back what it does not know.
 */
export function groupDigits(number: string): string {
  const plain = number.replace(/[\s-]/g, "");
  const cn = plain.replace(/^\+86/, "");
  if (/^1[3-9*][\d*]{9}$/.test(cn)) return `${cn.slice(0, 3)} ${cn.slice(3, 7)} ${cn.slice(7)}`;
  if (/^(400|800)[\d*]{7}$/.test(cn)) return `${cn.slice(0, 3)} ${cn.slice(3, 6)} ${cn.slice(6)}`;
  if (plain.startsWith("+86") || /^0/.test(plain)) return landline(cn);
  const code = /^(\+\d{1,3})([\d*]{6,})$/.exec(plain);
  return code ? `${code[1]} ${(code[2] ?? "").replace(/(.{3})(?=.{2,})/g, "$1 ")}` : number;
}

function landline(digits: string): string {
  const local = digits.replace(/^0/, "");
  const area = /^(10|2\d)/.exec(local)?.[0] ?? local.slice(0, 3);
  const rest = local.slice(area.length);
  if (!/^[\d*]{7,8}$/.test(rest)) return digits;
  return `0${area} ${rest.slice(0, -4)} ${rest.slice(-4)}`;
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
