import type { JobValue } from "@cloverdesk/contracts";

/** Names whose values are never shown, whatever they look like. */
const PERSONAL = /mail|phone|mobile|tel$|name|address|token|secret|passw|code|key$|text|note|title|body|content|number|auth|cookie/i;
/** Values that say nothing about a person: ids, moments and days, names of events and kinds, short numbers. */
const PLAIN =
  /^(?:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|[a-z]{1,20}(?:[._][a-z]{1,20}){1,4}|\d{1,6})$/;
/** Numbers of events are plain however long they are. */
const COUNTED = /^(?:seq|.*(?:Seq|Count))$/;
const MASK = "•••";
/** More values than this are not shown. */
const MOST = 200;

/**
 * What a payload holds, one line per value. A text is shown only when its name and its form both say that it is not personal: a payload should hold ids
 * only, but nothing stops a job from taking more.
 */
export function shownValues(payload: unknown): JobValue[] {
  return linesOf("", payload).slice(0, MOST);
}

function linesOf(name: string, value: unknown): JobValue[] {
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => linesOf(name === "" ? key : `${name}.${key}`, inner));
  const shown = String(value);
  const isPlain = isPlainValue(name, shown, typeof value);
  return [{ name, value: isPlain ? shown : MASK, masked: !isPlain }];
}

function isPlainValue(name: string, shown: string, type: string): boolean {
  if (shown === "" || type === "boolean" || shown === "null") return true;
  if (name.split(".").some((part) => PERSONAL.test(part))) return false;
  return PLAIN.test(shown) || (/^\d{1,19}$/.test(shown) && COUNTED.test(name.split(".").at(-1) ?? ""));
}

/** Longest text of an error that is shown. */
const LONGEST = 500;

/** The text of an error without mail addresses, long numbers, and the account in an address on the network. */
export const shownText = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(/\b([a-z][a-z\d+.-]*:\/\/)[^\s@/]+@/gi, `$1${MASK}@`)
    .replace(/[^\s<>"'(),;:/•]+@[^\s<>"'(),;:/]+/g, MASK)
    .replace(/\+?\d[\d ()-]{5,}\d/g, MASK);
