import type { Language } from "@cloverdesk/contracts";
import type { ZodError } from "zod";

type Issue = ZodError["issues"][number];
type Words = Record<Language, string>;

const MISSING: Words = { zh: "请填写。", en: "Fill this in." };
const INVALID: Words = { zh: "内容不符合要求。", en: "This is not valid." };

/** What is wrong with an input, for the person who gave it. zod's own texts are English and speak of types. */
export function issueText(issue: Issue, language: Language): string {
  return wordsOf(issue)[language];
}

function wordsOf(issue: Issue): Words {
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string" && issue.minimum === 1 ? MISSING : bound("least", issue.origin, Number(issue.minimum));
    case "too_big":
      return bound("most", issue.origin, Number(issue.maximum));
    case "custom":
      return { zh: INVALID.zh, en: issue.message };
    default:
      return INVALID;
  }
}

function bound(which: "least" | "most", origin: string, n: number): Words {
  const at = { zh: which === "least" ? "至少" : "最多", en: which === "least" ? "At least" : "At most" };
  if (origin === "string") return { zh: `${at.zh} ${n} 个字符。`, en: `${at.en} ${n} characters.` };
  if (origin === "number") return { zh: `不能${which === "least" ? "小于" : "大于"} ${n}。`, en: `${at.en} ${n}.` };
  return { zh: `${at.zh} ${n} 项。`, en: `${at.en} ${n} entries.` };
}
