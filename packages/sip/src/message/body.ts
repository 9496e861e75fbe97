import { HeaderMap } from "./header-map.ts";
import { canonicalName } from "./header-names.ts";
import type { SipMessage } from "./message.ts";
import { parseParams, unquote } from "./params.ts";

/** One body, or one part of a multipart body (RFC 5621 §3). */
export interface BodyPart {
  /** Media type in lower case, without parameters; empty when none is given. */
  type: string;
  /** Whether the sender says that a receiver must understand it (`handling=required`, RFC 3204 §4). */
  required: boolean;
  /** `identity` unless the bytes are encoded. */
  encoding: string;
  bytes: Buffer;
}

type WithBody = Pick<SipMessage, "headers" | "bytes">;

/** Parts of one message that are read at most; the rest is not looked at. */
const MOST_PARTS = 20;
/** Multiparts inside multiparts that are read. */
const MOST_LEVELS = 3;

/** The body's parts in order; a body that is no multipart is its own only part, an empty body has none. */
export function partsOf({ headers, bytes }: WithBody): BodyPart[] {
  return bytes.length === 0 ? [] : read(headers, bytes, 0).slice(0, MOST_PARTS);
}

/** The session description of a message: its first SDP part that is not encoded. A body without a type counts as one. */
export function sdpOf(message: WithBody): string | undefined {
  return partsOf(message).find(isSdp)?.bytes.toString("utf8");
}

/**
 * Whether a message has a part that must be understood and is not: the answer to it is 415 (RFC 3261 §8.2.3). Parts of a multipart
 * without a disposition are ignored, though RFC 5621 §8 takes them for required: carriers send ISUP that way.
 */
export function hasUnknownBody(message: WithBody): boolean {
  const parts = partsOf(message);
  if (message.bytes.length > 0 && parts.length === 0) return true;
  return parts.some((part) => {
    if (isSdp(part)) return false;
    const alone = part.bytes === message.bytes && !isOptional(message.headers);
    return alone || part.required || part.type === "application/sdp";
  });
}

const isSdp = ({ type, encoding }: BodyPart): boolean => (type === "application/sdp" || type === "") && encoding === "identity";
const handlingOf = (headers: HeaderMap): string | undefined =>
  parseParams(headers.get("content-disposition") ?? "")
    .get("handling")
    ?.toLowerCase();
const isOptional = (headers: HeaderMap): boolean => handlingOf(headers) === "optional";

function read(headers: HeaderMap, bytes: Buffer, level: number): BodyPart[] {
  const contentType = headers.get("content-type") ?? (level === 0 ? "" : "text/plain");
  const type = contentType.split(";", 1)[0]!.trim().toLowerCase();
  const encoding = encodingOf(headers);
  const boundary = type.startsWith("multipart/") ? parseParams(contentType).get("boundary") : undefined;
  if (boundary === undefined || encoding !== "identity" || level === MOST_LEVELS) {
    return [{ type, required: handlingOf(headers) === "required", encoding, bytes }];
  }
  return split(bytes, unquote(boundary)).flatMap((part) => {
    const end = part.indexOf("\r\n\r\n");
    return end < 0 ? [] : read(headersOf(part.toString("utf8", 0, end)), part.subarray(end + 4), level + 1);
  });
}

/** Compression, or the encoding of mail (RFC 2045 §6.1) that gateways to it leave in their parts. */
function encodingOf(headers: HeaderMap): string {
  const mail = headers.get("content-transfer-encoding")?.trim().toLowerCase() ?? "";
  if (mail === "base64" || mail === "quoted-printable") return mail;
  return headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
}

/** Between the delimiters `CRLF--boundary` (RFC 2046 §5.1.1). Each part begins with the CRLF behind its delimiter. */
function split(bytes: Buffer, boundary: string): Buffer[] {
  const delimiter = `--${boundary}`;
  const parts: Buffer[] = [];
  let start = bytes.indexOf(delimiter);
  while (start >= 0 && parts.length < MOST_PARTS) {
    const from = start + delimiter.length;
    if (bytes.toString("latin1", from, from + 2) === "--") break;
    const end = bytes.indexOf(`\r\n${delimiter}`, from);
    parts.push(bytes.subarray(from, end < 0 ? bytes.length : end));
    start = end < 0 ? -1 : end + 2;
  }
  return parts;
}

/** Headers of a part; lines that are none are passed over. */
function headersOf(head: string): HeaderMap {
  const headers = new HeaderMap();
  for (const line of head.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const colon = line.indexOf(":");
    const name = colon < 1 ? undefined : canonicalName(line.slice(0, colon).trim());
    if (name && !headers.has(name.key)) headers.set(name.key, line.slice(colon + 1).trim());
  }
  return headers;
}
