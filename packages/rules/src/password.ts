import type { Bilingual } from "@cloverdesk/contracts";
import { COMMON_NUMBERS, COMMON_PASSWORDS, KEY_ROWS } from "./password-lists.ts";

/** What may be wrong with a password, in words. */
export const PASSWORD_PROBLEMS = {
  too_short: { zh: "至少需要 10 个字符。", en: "Use at least 10 characters." },
  common: { zh: "这是常见密码，很容易被猜到。", en: "This is a common password and easily guessed." },
  contains_login_name: { zh: "不能包含登录名。", en: "Leave your login name out of it." },
  contains_name: { zh: "不能包含姓名。", en: "Leave your name out of it." },
  repeated: { zh: "不能由重复的字符组成。", en: "Do not repeat the same characters." },
  keyboard_row: { zh: "不能由键盘上相邻的键或连续字符组成。", en: "Do not use neighbouring keys or sequences." },
} as const satisfies Record<string, Bilingual>;
export type PasswordProblem = keyof typeof PASSWORD_PROBLEMS;

/** Words of the strength meter, by score. */
export const PASSWORD_STRENGTHS: readonly [Bilingual, Bilingual, Bilingual, Bilingual, Bilingual] = [
  { zh: "很弱", en: "Very weak" },
  { zh: "弱", en: "Weak" },
  { zh: "一般", en: "Fair" },
  { zh: "强", en: "Strong" },
  { zh: "很强", en: "Very strong" },
];

/** Whose password it is to be: mobile number or e-mail, and the names they are known by. */
export interface PasswordOwner {
  loginName: string;
  names: readonly string[];
}

export interface PasswordVerdict {
  /** Nothing is wrong: it may be set. */
  ok: boolean;
  /** For the meter, 0 (very weak) to 4 (very strong); never above 1 while something is wrong. */
  score: 0 | 1 | 2 | 3 | 4;
  problems: PasswordProblem[];
}

const SHORTEST = 10;
/** A run along a row counts from four keys on: `1234`, `qwer`. */
const SHORTEST_RUN = 4;
/** With more than this around a common word, the word no longer decides. */
const MOST_DECORATION = 6;
/** Bits from which the scores 1 to 4 begin. */
const SCORE_BITS = [28, 40, 65, 80] as const;
const LEET: Readonly<Record<string, string>> = { "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", $: "s", "5": "s", "7": "t" };

/** Judges a password by the product's rules; the web shows it while typing and the api holds to it. */
export function checkPassword(password: string, owner: PasswordOwner): PasswordVerdict {
  const text = password.normalize("NFKC").toLowerCase();
  const length = [...password].length;
  const runs = keysInRuns(text);
  const problems: PasswordProblem[] = [];
  if (length < SHORTEST) problems.push("too_short");
  if (isCommon(text)) problems.push("common");
  if (loginParts(owner.loginName).some((part) => text.includes(part))) problems.push("contains_login_name");
  if (nameParts(owner.names).some((part) => text.includes(part))) problems.push("contains_name");
  if (isRepetition(text)) problems.push("repeated");
  if (runs * 2 > text.length) problems.push("keyboard_row");
  const ok = problems.length === 0;
  const score = scoreOf(bitsOf(password, runs));
  return { ok, score: ok || score === 0 ? score : 1, problems };
}

/** A common word with a few digits or signs around it, however its letters are disguised. */
function isCommon(text: string): boolean {
  // Digits at the ends may be decoration (password123) or disguise (pa55w0rd, 4dmin): both readings are tried.
  const readings = [undisguised(undecorated(text)), undecorated(undisguised(text))];
  if (readings.some((word) => COMMON_PASSWORDS.has(word) && text.length - word.length <= MOST_DECORATION)) return true;
  const digits = text.replace(/\D/g, "");
  return COMMON_NUMBERS.some((number) => digits.includes(number) && text.length - number.length <= MOST_DECORATION);
}

const undecorated = (text: string) => text.replace(/^[^a-z]+|[^a-z]+$/g, "");
const undisguised = (text: string) => [...text].map((char) => LEET[char] ?? char).join("");

/** The mobile number as such, or the e-mail and what stands before its `@`. Parts under four characters would forbid too much. */
function loginParts(loginName: string): string[] {
  const whole = loginName.normalize("NFKC").trim().toLowerCase();
  const parts = whole.includes("@") ? [whole, whole.slice(0, whole.indexOf("@"))] : [whole, whole.replace(/^\+?86/, "")];
  return parts.filter((part) => part.length >= 4);
}

/** Chinese names as a whole, others also word by word. */
function nameParts(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const whole = name.normalize("NFKC").trim().toLowerCase();
    const shortest = /\p{Script=Han}/u.test(whole) ? 2 : 4;
    return [whole.replace(/\s+/g, ""), ...whole.split(/\s+/)].filter((part) => part.length >= shortest);
  });
}

/** One character or a short group over and over: `aaaaaaaaaa`, `abababababab`, `a1b2a1b2a1b2`. */
function isRepetition(text: string): boolean {
  return text.length > 1 && (/^(.{1,4}?)\1+$/su.test(text) || new Set(text).size <= 2);
}

/** How many characters stand in runs along a keyboard row, forwards or backwards. */
function keysInRuns(text: string): number {
  let covered = 0;
  for (let at = 0; at < text.length; ) {
    const run = longestRunAt(text, at);
    covered += run >= SHORTEST_RUN ? run : 0;
    at += run >= SHORTEST_RUN ? run : 1;
  }
  return covered;
}

function longestRunAt(text: string, at: number): number {
  let longest = 0;
  for (const row of KEY_ROWS) {
    const from = row.indexOf(text[at] ?? "");
    if (from < 0) continue;
    for (const step of [1, -1]) {
      let run = 1;
      while (at + run < text.length && text[at + run] === row[from + run * step]) run++;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

/** A rough count of bits: the size of the alphabets used, for as many characters as are not told by the one before. */
function bitsOf(password: string, keysInRuns: number): number {
  const alphabets: [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^\sA-Za-z\d\u0080-\uffff]|\s/, 33],
    [/[^\u0020-\u007e]/, 2000],
  ];
  const size = alphabets.reduce((sum, [pattern, count]) => sum + (pattern.test(password) ? count : 0), 0);
  const chars = [...password];
  const echoes = chars.filter((char, i) => i > 0 && char === chars[i - 1]).length;
  const free = Math.max(0, Math.min(chars.length - echoes - Math.ceil(keysInRuns * 0.75), new Set(chars).size * 2));
  return size === 0 ? 0 : free * Math.log2(size);
}

function scoreOf(bits: number): PasswordVerdict["score"] {
  return SCORE_BITS.filter((least) => bits >= least).length as PasswordVerdict["score"];
}
