/** `;name=value` parameters in the order they came; names in lower case, a flag like `;lr` has the value undefined. */
export type Params = Map<string, string | undefined>;

const QUOTE = 34;
const COMMA = 44;
const SEMICOLON = 59;
const LESS = 60;
const GREATER = 62;
const BACKSLASH = 92;

/** Cut at a separator that stands outside quotes and outside angle brackets. */
function cut(text: string, separator: number): string[] {
  const parts: string[] = [];
  let quoted = false;
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === BACKSLASH) i++;
      else if (c === QUOTE) quoted = false;
    } else if (c === QUOTE) quoted = true;
    else if (c === LESS) depth++;
    else if (c === GREATER) depth--;
    else if (c === separator && depth <= 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** Values of a comma separated header, trimmed, empty ones dropped (RFC 3261 §7.3.1). */
export function splitList(value: string): string[] {
  if (!value.includes(",")) return [value.trim()];
  return cut(value, COMMA)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Read `;a=1;b` (a leading semicolon is allowed). Never fails: what makes no sense is left out. */
export function parseParams(text: string): Params {
  const params: Params = new Map();
  if (text === "") return params;
  for (const part of cut(text, SEMICOLON)) {
    const equals = part.indexOf("=");
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (name !== "") params.set(name, equals < 0 ? undefined : part.slice(equals + 1).trim());
  }
  return params;
}

/** The inverse of {@link parseParams}, with a leading semicolon for each parameter. */
export function formatParams(params: Params): string {
  let text = "";
  for (const [name, value] of params) text += value === undefined ? `;${name}` : `;${name}=${value}`;
  return text;
}

/** Take the quotes and backslash escapes off a quoted-string; other text comes back as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/g, "$1");
}

/** Make a quoted-string (RFC 3261 §25.1). */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&").replace(/[\r\n]+/g, " ")}"`;
}
