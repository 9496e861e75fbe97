export type Rule = "length" | "mixed" | "varied" | "notName";
export interface Strength {
  /** 0 very weak … 4 strong. */
  score: 0 | 1 | 2 | 3 | 4;
  /** Which rules the password keeps. */
  rules: Record<Rule, boolean>;
}

const RUNS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** Four or more signs in a row that repeat or follow each other, either way. */
function hasRun(text: string): boolean {
  const lower = text.toLowerCase();
  if (/(.)\1{3,}/.test(lower)) return true;
  for (let i = 0; i + 4 <= lower.length; i++) {
    const part = lower.slice(i, i + 4);
    const back = [...part].reverse().join("");
    if (RUNS.some((run) => run.includes(part) || run.includes(back))) return true;
  }
  return false;
}

/** How strong a password is and which rules it keeps; told while typing. The server has the last word. */
export function strengthOf(password: string, loginName: string): Strength {
  const name = (loginName.split("@")[0] ?? "").toLowerCase();
  const kinds = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const rules = {
    length: password.length >= 10,
    mixed: kinds >= 2,
    varied: password.length > 0 && !hasRun(password),
    notName: password.length > 0 && (name.length < 3 || !password.toLowerCase().includes(name)),
  };
  const bits = new Set(password).size * Math.log2(10 + kinds * 16);
  const capped = Object.values(rules).every(Boolean) ? 4 : 1;
  const score = Math.min(capped, Math.floor(bits / 14)) as Strength["score"];
  return { score: password ? score : 0, rules };
}
