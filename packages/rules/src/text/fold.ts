/**
 * Version of `fold`. Stored beside every folded text. Raise it with every change of a result; rows with an older version are folded again by a job.
 */
export const FOLD_VERSION = 1;

/** Characters without a shape that Unicode does not list as ignorable: annotation marks, an empty Braille cell, a musical null note head. */
const EMPTY_SHAPES = "\\uFFF9-\\uFFFB\\u2800\\u{1D159}";
/** Zero-width and bidirectional marks, soft hyphen, variation selectors, tags, Hangul fillers, and control characters that are no white space. */
const INVISIBLE = new RegExp(`[\\p{Default_Ignorable_Code_Point}\\0-\\x08\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F${EMPTY_SHAPES}]`, "gu");
const SPACES = /[\s\x85]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Text in which `fold` changes nothing but letter case and spaces, which is most text of a Chinese centre. */
const PLAIN = /^[\x20-\x7E\u3001\u3002\u4E00-\u9FFF]*$/;

/**
 * The form in which texts are compared and searched. Two texts with the same fold are the same to a reader:
 * - NFKC: composed accents, full-width letters and digits, half-width katakana, circled digits, ligatures;
 * - full case folding without a locale: `ß` = `ss`, `ς` = `σ`, and `İ`, `I`, `ı`, `i` are one letter;
 * - katakana becomes hiragana, because an input method gives one for the other;
 * - invisible and bidirectional marks, NUL and other control characters are dropped, a lone surrogate becomes U+FFFD;
 * - any white space becomes one space, none at the ends.
 *
 * Accents stay: `é` is not `e`. Idempotent.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(/ {2,}/g, " ").trim();
  return caseFolded(visible(text.replace(LONE_SURROGATE, "\uFFFD")).normalize("NFKC"))
    .replace(INVISIBLE, "")
    .replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - KANA_DISTANCE))
    .normalize("NFKC")
    .replace(SPACES, " ")
    .trim();
}

/** Text without what cannot be seen. White space stays. */
export const visible = (text: string): string => text.replace(INVISIBLE, "");

/** Whether nothing of a text can be seen: empty, white space, invisible marks, in any mixture. */
export const isBlank = (text: string): boolean => visible(text).trim() === "";

/** From ァ to ヶ and the two iteration marks; the same letters stand in hiragana 96 places before. */
const KATAKANA = /[\u30A1-\u30F6\u30FD\u30FE]/g;
const KANA_DISTANCE = 0x60;

/** Over upper case, because `ß` becomes `ss` only there; `ẞ` must be `ß` before. Then the dot that `İ` leaves and the final form of sigma go. */
const caseFolded = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ").replaceAll("i\u0307", "i");
