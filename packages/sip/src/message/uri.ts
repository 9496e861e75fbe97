import { limits } from "./limits.ts";
import { type Params, parseParams } from "./params.ts";

/** A SIP, SIPS or tel URI (RFC 3261 §19.1, RFC 3966). */
export interface Uri {
  scheme: "sip" | "sips" | "tel";
  /** User part, unescaped and without password; control characters stay escaped (`%00`). The number of a tel URI. */
  user: string;
  /** Host name or address in lower case, IPv6 with brackets; empty for tel. */
  host: string;
  port?: number;
  params: Params;
  /** The URI as it was written, to be sent back unchanged. */
  raw: string;
}

const HOST_PORT = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/;

/** Read a URI; undefined for an unknown scheme or anything that is not one. */
export function parseUri(text: string): Uri | undefined {
  const colon = text.indexOf(":");
  if (colon < 0 || text.length > limits.uriLength || /[\s<>"]/.test(text)) return undefined;
  const scheme = text.slice(0, colon).toLowerCase();
  if (scheme === "tel") return parseTel(text, colon);
  if (scheme !== "sip" && scheme !== "sips") return undefined;
  return parseSip(text, scheme, colon);
}

function parseTel(text: string, colon: number): Uri | undefined {
  const [user = "", rest = ""] = splitAt(text.slice(colon + 1), ";");
  if (!/^\+?[0-9A-Fa-f*#().-]+$/.test(user)) return undefined;
  return { scheme: "tel", user, host: "", params: parseParams(rest), raw: text };
}

function parseSip(text: string, scheme: "sip" | "sips", colon: number): Uri | undefined {
  const address = text.slice(colon + 1);
  const at = endOfUser(address);
  const [withoutHeaders] = splitAt(address.slice(at + 1), "?");
  const [hostPort, rest] = splitAt(withoutHeaders, ";");
  const match = HOST_PORT.exec(hostPort);
  const user = at < 0 ? "" : unescapeUser(address.slice(0, at));
  if (!match || user === undefined) return undefined;
  const port = match[2] === undefined ? undefined : Number(match[2]);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  return { scheme, user, host: match[1]!.toLowerCase(), port, params: parseParams(rest), raw: text };
}

/** Index of the `@` behind the user part, -1 without one. A `?` may stand in the user part as well as begin the headers (RFC 3261 §25.1). */
function endOfUser(address: string): number {
  const [beforeQuestion] = splitAt(address, "?");
  const at = beforeQuestion.lastIndexOf("@");
  return at < 0 ? address.indexOf("@") : at;
}

const BEFORE_CONTROL = /%(?=[01][0-9a-f]|7f)/gi;

function unescapeUser(text: string): string | undefined {
  const [user = ""] = splitAt(text, ":");
  if (!user.includes("%")) return user;
  try {
    // `%00` is legal (RFC 4475 §3.1.1.4). A raw control character must not reach databases and logs, so its escape stays.
    const decoded = decodeURIComponent(user.replace(BEFORE_CONTROL, "%25"));
    return /\p{Cc}/u.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function splitAt(text: string, separator: string): [string, string] {
  const i = text.indexOf(separator);
  return i < 0 ? [text, ""] : [text.slice(0, i), text.slice(i + 1)];
}

/** Escape what may not stand in the user part of a SIP URI, so that any dialled text makes a valid one. */
export function escapeUser(user: string): string {
  return user.replace(/[^A-Za-z0-9\-_.!~*'()&=+$,;?/]/g, (c) => encodeURIComponent(c));
}

/** Host for a URI or Via: IPv6 addresses get their brackets. */
export function bracketHost(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}

/** Host for a socket: without brackets. */
export function bareHost(host: string): string {
  return host.startsWith("[") ? host.slice(1, -1) : host;
}
