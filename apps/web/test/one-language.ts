import { expect } from "vitest";

/** What is written with Latin letters in Chinese, too: keys, abbreviations of the field, file formats. */
const IN_BOTH = /\b(Alt|Ctrl|Shift|Esc|Enter|Space|IVR|SIP|API|ID|CSV|VIP|UTF|URL|kB|MB|GB|CNY|PDF)\b/g;
const HAN = /\p{Script=Han}/u;
/** A word, not the letter of a key. */
const LATIN_WORD = /\p{Script=Latin}{2}/u;

/**
 * Holds that everything on the page, names and hints included, is in its language, whoever says it: the house, antd, a calendar, the browser's `Intl`,
 * a validator. Data of the test is written without letters, or named in `data`.
 */
export function expectOneLanguage(...data: string[]): void {
  const isEnglish = document.documentElement.lang === "en";
  const foreign = [...said()]
    .filter(([text]) => {
      const rest = data.reduce((left, name) => left.replaceAll(name, ""), text);
      return isEnglish ? HAN.test(rest) : LATIN_WORD.test(rest.replace(IN_BOTH, ""));
    })
    .map(([text, element]) => `${text} (in ${element.parentElement?.className || element.className || element.tagName})`);
  expect(foreign, `texts that are not ${isEnglish ? "English" : "Chinese"}`).toEqual([]);
}

/** Every text and name that somebody sees or hears. */
function* said(): Generator<[text: string, element: Element]> {
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("[lang]") !== document.documentElement || element.closest("style, script")) continue;
    const isHidden = element.closest("[aria-hidden=true]") !== null;
    for (const name of [...(isHidden ? [] : ["aria-label"]), "title", "placeholder", "alt"]) {
      const value = element.getAttribute(name)?.trim();
      if (value) yield [value, element];
    }
    for (const node of element.childNodes)
      if (node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) yield [node.textContent.trim(), element];
  }
}
