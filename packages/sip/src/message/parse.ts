import { HeaderMap } from "./header-map.ts";
import { canonicalName, singleHeaders, wireName } from "./header-names.ts";
import { limits } from "./limits.ts";
import type { SipMessage, SipRequest, SipResponse } from "./message.ts";
import { parseNameAddr } from "./name-addr.ts";
import { splitList } from "./params.ts";
import { parseVia, type Via } from "./via.ts";

/** Why a message was refused, and what of it was legible: enough for an answer to a request when `via` is there. */
export interface Malformed {
  ok: false;
  /** ACKs and responses are never answered. */
  kind: "request" | "ack" | "response";
  /** In words, fit for the reason phrase of a 400. */
  problem: string;
  /** Status that the sender deserves, 400 or 505. */
  status: number;
  headers: HeaderMap;
  via?: Via;
}

export type ParseResult = { ok: true; message: SipMessage } | Malformed;

type StartLine = { method: string; uri: string; version: string } | { status: number; reason: string };

const REQUEST_LINE = new RegExp(`^([A-Za-z0-9\\-.!%*_+\`'~]{1,${limits.methodLength}}) (\\S+) SIP/(\\d+\\.\\d+)$`);
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not be there
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/**
 * Read one message (RFC 3261 §7 and §25). Total: never throws, whatever the bytes, and does bounded work
 * (see {@link limits}). Bytes beyond Content-Length are dropped, as RFC 3261 §18.3 asks for datagrams.
 */
export function parseMessage(bytes: Buffer): ParseResult {
  const begin = skipBlank(bytes);
  const kind = kindOf(bytes, begin);
  const headers = new HeaderMap();
  let via: Via | undefined;
  const refuse = (problem: string, status = 400): Malformed => ({ ok: false, kind, problem, status, headers, via });
  if (bytes.length > limits.messageBytes) return refuse("message too large");
  const end = bytes.indexOf("\r\n\r\n", begin);
  if (end < 0) return refuse("no end of headers");
  const lines = bytes.toString("utf8", begin, end).split("\r\n");
  if (lines.length > limits.headerLines) return refuse("too many headers");

  // The headers are read even when the start line is wrong: the answer needs what of them is legible.
  const headerProblem = readHeaders(lines, headers);
  const vias = headers.all("via").map(parseVia);
  if (vias.length <= limits.viaCount) via = vias[0];
  const start = parseStartLine(lines[0]!, kind);
  if (typeof start === "string") return refuse(start);
  if ("version" in start && (start.version !== "2.0" || (via && via.version !== "2.0"))) return refuse("SIP version not supported", 505);
  if (headerProblem) return refuse(headerProblem);
  if (!via || vias.includes(undefined)) return refuse("missing or malformed Via");
  const repeated = repeatedHeader(headers, kind);
  if (repeated) return refuse(`repeated ${repeated}`);

  const from = parseNameAddr(headers.get("from") ?? "");
  if (!from) return refuse("missing or malformed From");
  const to = parseNameAddr(headers.get("to") ?? "");
  if (!to) return refuse("missing or malformed To");
  const callId = headers.get("call-id");
  if (!callId) return refuse("missing Call-ID");
  const cseq = parseCseq(headers.get("cseq"));
  if (!cseq) return refuse("missing or malformed CSeq");
  if ("method" in start && cseq.method !== start.method) return refuse("CSeq method differs from request");
  const body = readBody(bytes, end + 4, headers.get("content-length"));
  if ("problem" in body) return refuse(body.problem);

  const common = { headers, body: body.length === 0 ? "" : body.toString("utf8"), bytes: body, via, from, to, callId, cseq };
  if ("method" in start)
    return { ok: true, message: { kind: "request", method: start.method, uri: start.uri, ...common } satisfies SipRequest };
  return { ok: true, message: { kind: "response", status: start.status, reason: start.reason, ...common } satisfies SipResponse };
}

/** By the first word, in any case of letters and before the line is known to be right. */
function kindOf(bytes: Buffer, begin: number): Malformed["kind"] {
  const word = /^\s*(SIP\/|ACK\s)/i.exec(bytes.toString("latin1", begin, begin + 16))?.[1];
  if (word === undefined) return "request";
  return word.length === 4 && word.endsWith("/") ? "response" : "ack";
}

/** A header that may come only once and came again; in a response only when the values differ, since ours to it would be silence. */
function repeatedHeader(headers: HeaderMap, kind: Malformed["kind"]): string | undefined {
  for (const key of singleHeaders) {
    const values = headers.all(key);
    if (values.length > 1 && (kind !== "response" || new Set(values).size > 1)) return wireName(key);
  }
  return undefined;
}

/** Blank lines before the start line are ignored (RFC 3261 §7.5). */
function skipBlank(bytes: Buffer): number {
  let i = 0;
  while (bytes[i] === 13 || bytes[i] === 10) i++;
  return i;
}

function parseStartLine(line: string, kind: Malformed["kind"]): StartLine | string {
  if (line.length > limits.lineLength) return "line too long";
  if (CONTROL.test(line)) return "control character in start line";
  if (kind === "response") {
    const match = STATUS_LINE.exec(line);
    return match ? { status: Number(match[1]), reason: match[2] ?? "" } : "malformed status line";
  }
  const match = REQUEST_LINE.exec(line);
  if (!match || match[2]!.length > limits.uriLength) return "malformed request line";
  return { method: match[1]!, uri: match[2]!, version: match[3]! };
}

/** Fill in the headers. A line that is none does not stop the reading: the answer needs what is legible. Returns the first problem. */
function readHeaders(lines: readonly string[], headers: HeaderMap): string | undefined {
  let problem: string | undefined;
  let i = 1;
  while (i < lines.length) {
    const line = lines[i++]!;
    const colon = line.indexOf(":");
    const name = colon < 1 ? undefined : canonicalName(line.slice(0, colon).trimEnd());
    let value = line.slice(colon + 1).trim();
    while (i < lines.length && value.length <= limits.lineLength && isFolded(lines[i]!)) value = `${value} ${lines[i++]!.trim()}`.trim();
    if (!name) problem ??= "malformed header line";
    else if (line.length > limits.lineLength || value.length > limits.lineLength) problem ??= "line too long";
    else if (CONTROL.test(value) && hasControl(value)) problem ??= "control character in header";
    else headers.append(name.key, name.list ? splitList(value) : [value]);
  }
  return problem;
}

/** Whether a control character stands outside of a quoted-pair (`\\` and a character inside quotes, RFC 3261 §25.1). */
function hasControl(value: string): boolean {
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    if (quoted && value[i] === "\\") i++;
    else if (value[i] === '"') quoted = !quoted;
    else if (CONTROL.test(value[i]!)) return true;
  }
  return false;
}

const isFolded = (line: string): boolean => line.startsWith(" ") || line.startsWith("\t");

function parseCseq(value: string | undefined): { number: number; method: string } | undefined {
  const match = /^(\d{1,10})\s+([A-Za-z0-9\-.!%*_+`'~]+)$/.exec(value ?? "");
  if (!match) return undefined;
  const number = Number(match[1]);
  return number > 0xffff_ffff ? undefined : { number, method: match[2]! };
}

function readBody(bytes: Buffer, start: number, contentLength: string | undefined): Buffer | { problem: string } {
  if (contentLength === undefined) return bytes.subarray(start);
  if (!/^\d{1,10}$/.test(contentLength)) return { problem: "malformed Content-Length" };
  const end = start + Number(contentLength);
  return end > bytes.length ? { problem: "body shorter than Content-Length" } : bytes.subarray(start, end);
}
