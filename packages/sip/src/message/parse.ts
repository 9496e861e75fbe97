import { HeaderMap } from "./header-map.ts";
import { canonicalName } from "./header-names.ts";
import { limits } from "./limits.ts";
import type { SipMessage, SipRequest, SipResponse } from "./message.ts";
import { parseNameAddr } from "./name-addr.ts";
import { splitList } from "./params.ts";
import { parseVia, type Via } from "./via.ts";

/** Why a message was refused, and what of it was legible: enough for an answer when `via` is there. */
export interface Malformed {
  ok: false;
  /** In words, fit for the reason phrase of a 400. */
  problem: string;
  /** Status that the sender deserves, 400 or 505. */
  status: number;
  /** Empty for responses. */
  method: string;
  headers: HeaderMap;
  via?: Via;
}

export type ParseResult = { ok: true; message: SipMessage } | Malformed;

type StartLine = { method: string; uri: string } | { status: number; reason: string };

const REQUEST_LINE = /^([A-Za-z0-9\-.!%*_+`'~]{1,32}) (\S+) (SIP\/\d+\.\d+)$/;
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not be there
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/**
 * Read one message (RFC 3261 §7 and §25). Total: never throws, whatever the bytes, and does bounded work
 * (see {@link limits}). Bytes beyond Content-Length are dropped, as RFC 3261 §18.3 asks for datagrams.
 */
export function parseMessage(bytes: Buffer): ParseResult {
  const headers = new HeaderMap();
  const refuse = (problem: string, status = 400, method = "", via?: Via): Malformed => ({
    ok: false,
    problem,
    status,
    method,
    headers,
    via,
  });
  if (bytes.length > limits.messageBytes) return refuse("message too large");
  const begin = skipBlank(bytes);
  const end = bytes.indexOf("\r\n\r\n", begin);
  if (end < 0) return refuse("no end of headers");
  const lines = bytes.toString("utf8", begin, end).split("\r\n");
  if (lines.length > limits.headerLines) return refuse("too many headers");

  const start = parseStartLine(lines[0]!);
  if (typeof start === "string") return refuse(start);
  const method = "method" in start ? start.method : "";
  const headerProblem = readHeaders(lines, headers);
  const vias = headers.all("via");
  const via = vias.length > 0 && vias.length <= limits.viaCount ? parseVia(vias[0]!) : undefined;
  if (headerProblem) return refuse(headerProblem, 400, method, via);
  if (!via) return refuse("missing or malformed Via");
  if ("version" in start && start.version !== "SIP/2.0") return refuse("SIP version not supported", 505, method, via);

  const from = parseNameAddr(headers.get("from") ?? "");
  if (!from) return refuse("missing or malformed From", 400, method, via);
  const to = parseNameAddr(headers.get("to") ?? "");
  if (!to) return refuse("missing or malformed To", 400, method, via);
  const callId = headers.get("call-id");
  if (!callId) return refuse("missing Call-ID", 400, method, via);
  const cseq = parseCseq(headers.get("cseq"));
  if (!cseq) return refuse("missing or malformed CSeq", 400, method, via);
  if (method !== "" && cseq.method !== method) return refuse("CSeq method differs from request", 400, method, via);
  const body = readBody(bytes, end + 4, headers.get("content-length"));
  if (typeof body !== "string") return refuse(body.problem, 400, method, via);

  const common = { headers, body, via, from, to, callId, cseq };
  if ("method" in start)
    return { ok: true, message: { kind: "request", method: start.method, uri: start.uri, ...common } satisfies SipRequest };
  return { ok: true, message: { kind: "response", status: start.status, reason: start.reason, ...common } satisfies SipResponse };
}

/** Blank lines before the start line are ignored (RFC 3261 §7.5). */
function skipBlank(bytes: Buffer): number {
  let i = 0;
  while (bytes[i] === 13 || bytes[i] === 10) i++;
  return i;
}

function parseStartLine(line: string): (StartLine & { version?: string }) | string {
  if (line.length > limits.lineLength) return "line too long";
  if (CONTROL.test(line)) return "control character in start line";
  if (line.startsWith("SIP/")) {
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
    else if (CONTROL.test(value)) problem ??= "control character in header";
    else headers.append(name.key, name.list ? splitList(value) : [value]);
  }
  return problem;
}

const isFolded = (line: string): boolean => line.startsWith(" ") || line.startsWith("\t");

function parseCseq(value: string | undefined): { number: number; method: string } | undefined {
  const match = /^(\d{1,10})\s+([A-Za-z0-9\-.!%*_+`'~]+)$/.exec(value ?? "");
  if (!match) return undefined;
  const number = Number(match[1]);
  return number > 0xffff_ffff ? undefined : { number, method: match[2]! };
}

function readBody(bytes: Buffer, start: number, contentLength: string | undefined): string | { problem: string } {
  if (contentLength === undefined) return bytes.toString("utf8", start);
  if (!/^\d{1,10}$/.test(contentLength)) return { problem: "malformed Content-Length" };
  const length = Number(contentLength);
  if (start + length > bytes.length) return { problem: "body shorter than Content-Length" };
  return length === 0 ? "" : bytes.toString("utf8", start, start + length);
}
