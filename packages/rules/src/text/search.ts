import { foldPhone } from "../phone/fold.ts";
import { parsePhone } from "../phone/parse.ts";
import { phoneSearchForms } from "../phone/value.ts";
import { fold } from "./fold.ts";

const DASH = "\\p{Pd}\\u2212~";
/** Groups of letters and digits joined by one separator, or groups of digits joined by spaces, brackets and commas as well: `SF-1234`, `6222 0200`. */
const RUN = new RegExp(`[a-z\\d]+(?:(?:[${DASH}_./\\\\:]|(?<=\\d)[${DASH}_./\\\\:,() ]{1,3}(?=\\d))[a-z\\d]+)+`, "gu");
const NUMBER = new RegExp(`^[#+${DASH}_./\\\\:,()'"\\d ]*$`, "u");
/** `3.5` and `12.34` are amounts: without the point they would be found in every telephone number. */
const AMOUNT = /^\d{1,4}\.\d{1,2}$/;
const MOST_WORDS = 10;

/** The spellings of one word of a search; a text has the word when it has any of them. The first is the usual one. */
export type SearchWord = readonly [string, ...string[]];

/**
 * The text under which something is found: the fold of its parts, and behind it each run with separators without them, so that `20261130-4607` is found
 * by `202611304607` as well. Spaces separate parts, so a word is never found across two of them.
 */
export function searchableText(parts: readonly string[]): string {
  const folded = parts.map(fold).filter((part) => part !== "");
  const runs = folded.flatMap((part) => (part.match(RUN) ?? []).filter((run) => /\d/.test(run)).map(joined));
  return [...folded, ...new Set(runs)].join(" ");
}

const joined = (run: string): string => run.replace(/[^a-z\d]/g, "");

/**
 * The words of a search, each of which must be found. A number in any spelling is one word: with separators, as a telephone number with label, country
 * code or extension, or a part of one. At most ten words.
 */
export function searchWords(text: string): SearchWord[] {
  const folded = fold(text);
  const number = numberWord(folded);
  if (number) return [number];
  const words = [...new Set(folded.split(" ").filter((word) => word !== ""))].slice(0, MOST_WORDS);
  return words.map((word) => numberWord(word) ?? spellings(word, [/\d/.test(word) && RUN_ONLY.test(word) ? joined(word) : word]));
}

const RUN_ONLY = new RegExp(`^${RUN.source}$`, "u");

/** A number with its spellings: digits as telephone numbers are kept, digits as typed, and as typed with separators. Null for what is no number. */
function numberWord(folded: string): SearchWord | null {
  const typed = folded.replace(/^[#'"]+/, "").trim();
  const plain = NUMBER.test(typed);
  const phone = plain ? null : foldPhone(typed);
  const digits = plain ? typed.replace(/\D/g, "") : (phone?.digits ?? "");
  if (digits === "") return null;
  const parsed = parsePhone(typed);
  const forms = [...(parsed.ok ? phoneSearchForms(parsed.e164) : []), ...(AMOUNT.test(typed) ? [] : [nationalPart(digits)])];
  return spellings(plain ? typed : digits, forms);
}

/** Without what is dialled before a number. What is left stands at the end of what was typed, so a number that begins like this is found as well. */
const nationalPart = (digits: string): string => digits.replace(/^(?:00)?86(?=[1-9]\d{8,10}$)/, "").replace(/^0+(?=\d{4})/, "");

/** Spellings that the index finds; when there are none, as typed. Of two of which one is a part of the other the shorter finds both. */
function spellings(typed: string, forms: readonly string[]): SearchWord {
  const findable = [...new Set([...forms, typed])].filter(isFindable);
  const [first, ...more] = findable.filter((form) => !findable.some((other) => other !== form && form.includes(other)));
  return first === undefined ? [typed] : [first, ...more];
}

/** Whether an index can find the word: two characters, of digits alone four. */
export const isFindable = (word: string): boolean => (/^\d+$/.test(word) ? word.length >= 4 : [...word].length >= 2);
