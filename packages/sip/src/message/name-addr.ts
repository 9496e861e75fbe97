import { type Params, parseParams, quote, unquote } from "./params.ts";
import { parseUri, type Uri } from "./uri.ts";

/** Value of From, To, Contact, Route…: `"Display" <uri>;params` (RFC 3261 §20.10). */
export interface NameAddr {
  display: string;
  uri: Uri;
  /** Parameters of the header, not of the URI. */
  params: Params;
}

/** Read one value; undefined when it is not a name-addr or addr-spec. */
export function parseNameAddr(text: string): NameAddr | undefined {
  const value = text.trim();
  const afterName = value.startsWith('"') ? endOfQuoted(value) : 0;
  if (afterName < 0) return undefined;
  const open = value.indexOf("<", afterName);
  if (open < 0) return afterName > 0 ? undefined : parseAddrSpec(value);
  const close = value.indexOf(">", open);
  if (close < 0) return undefined;
  const uri = parseUri(value.slice(open + 1, close).trim());
  if (!uri) return undefined;
  return { display: unquote(value.slice(0, open).trim()), uri, params: parseParams(value.slice(close + 1)) };
}

/** Without angle brackets everything after a semicolon belongs to the header (RFC 3261 §20). */
function parseAddrSpec(value: string): NameAddr | undefined {
  const semicolon = value.indexOf(";");
  const uri = parseUri((semicolon < 0 ? value : value.slice(0, semicolon)).trim());
  if (!uri) return undefined;
  return { display: "", uri, params: parseParams(semicolon < 0 ? "" : value.slice(semicolon)) };
}

function endOfQuoted(value: string): number {
  for (let i = 1; i < value.length; i++) {
    if (value[i] === "\\") i++;
    else if (value[i] === '"') return i + 1;
  }
  return -1;
}

/** Write `"Display" <uri>`; without display only `<uri>`. */
export function formatNameAddr(uri: string, display = ""): string {
  return display === "" ? `<${uri}>` : `${quote(display)} <${uri}>`;
}
