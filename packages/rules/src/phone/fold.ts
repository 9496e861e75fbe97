import { fold } from "../text/fold.ts";

/** What is left of pasted text: digits, whether a `+` led them, the extension, and the groups they were written in. */
export interface FoldedPhone {
  digits: string;
  plus: boolean;
  extension: string | null;
  /** Groups as separated in the text, e.g. `["010", "55550100", "8001"]`. */
  groups: string[];
}

/** Longer texts are no phone number, and would only cost time. */
const LONGEST_TEXT = 200;
/** The frame of a keycap emoji. */
const KEYCAP = /\u20E3/g;
const DASHES = /[\p{Pd}\u2212_~]/gu;
const DOTS = /[\u00B7\u2022\u30FB\u3002]/gu;
const QUOTES = /['"`\u2018\u2019\u201C\u201D]/gu;
const LABEL =
  /^(?:telephone|tel|phone|mobile|cellphone|cell|callto|sips?|联系电话|联系方式|电话号码|電話|手機|手机号码|手机号|手机|电话|固话|座机|热线|号码)\s*[.:]?\s*/;
const NOTE = /\s*\([^()\d]*\)\s*$/;
const EXTENSION = /\s*(?:;ext=|extension|ext\.?|x|转|轉|分机号?|内线|#|,|;)\s*[:.]?\s*(\d{1,8})\s*#?$/;

/** Separators become one kind each. */
function plain(text: string): string {
  return fold(text)
    .replace(KEYCAP, "")
    .replace(DASHES, "-")
    .replace(DOTS, ".")
    .replace(QUOTES, "")
    .replace(/[[【]/g, "(")
    .replace(/[\]】]/g, ")")
    .trim();
}

/** Strips what surrounds a number: labels, URI schemes and parameters (RFC 3966), notes such as （微信同号）. */
function bare(folded: string): string {
  let text = folded.replaceAll("%2b", "+").replaceAll("%20", " ");
  for (let label = LABEL.exec(text); label; label = LABEL.exec(text)) text = text.slice(label[0].length);
  return text
    .replace(/@.*$/, "")
    .replace(/;(?!ext=|\s*\d).*$/, "")
    .replace(NOTE, "")
    .trim();
}

/** Whole numbers as spreadsheets show them: `13,800,138,000` and `13800138000.0`. */
function unformatted(text: string): string {
  if (/^\d{1,3}(?:,\d{3})+$/.test(text)) return text.replaceAll(",", "");
  return text.replace(/^(1[3-9]\d{9}|10\d{8}|[2-9]\d{9,10})\.0$/, "$1");
}

/**
 * Reads pasted text. Null when something in it cannot belong to a phone number (`1.38E+10`, `138****8000`, words).
 * An empty `digits` means that the text was blank.
 */
export function foldPhone(text: string): FoldedPhone | null {
  if (text.length > LONGEST_TEXT) return null;
  const whole = plain(text);
  if (whole === "") return { digits: "", plus: false, extension: null, groups: [] };
  const written = unformatted(bare(whole));
  const extension = EXTENSION.exec(written);
  const number = (extension ? written.slice(0, extension.index) : written).replace(/^(\(?\+\d{1,3}\)?[ -]?)\(0\)/, "$1");
  if (!/^[ (]*\+?[\d ()./\\-]*\d[ ()./\\-]*$/.test(number)) return null;
  const groups = number.match(/\d+/g) ?? [];
  return { digits: groups.join(""), plus: number.includes("+"), extension: extension?.[1] ?? null, groups };
}
