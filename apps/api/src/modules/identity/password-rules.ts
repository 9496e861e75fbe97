import type { Bilingual } from "@cloverdesk/contracts";

const RUNS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** The rules that a new password breaks, told in words; empty when it keeps them all. */
export function passwordFaults(password: string, loginName: string): Bilingual[] {
  const name = (loginName.split("@")[0] ?? "").toLowerCase();
  const kinds = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const faults: Bilingual[] = [];
  if ([...password].length < 10) faults.push({ zh: "至少 10 个字符", en: "Use at least 10 characters." });
  if (kinds < 2)
    faults.push({ zh: "至少包含两类字符：小写、大写、数字、符号", en: "Mix two kinds: small letters, capitals, digits, signs." });
  if (hasRun(password))
    faults.push({ zh: "不要连续四个相同或相邻的字符", en: "Avoid four signs in a row that repeat or follow each other." });
  if (name.length >= 3 && password.toLowerCase().includes(name)) faults.push({ zh: "不要包含登录名", en: "Leave the login name out." });
  return faults;
}

function hasRun(password: string): boolean {
  const text = password.toLowerCase();
  if (/(.)\1{3}/u.test(text)) return true;
  const parts = Array.from({ length: Math.max(0, text.length - 3) }, (_, i) => text.slice(i, i + 4));
  return parts.some((part) => RUNS.some((run) => run.includes(part) || run.includes([...part].reverse().join(""))));
}
