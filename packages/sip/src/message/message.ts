import type { HeaderMap } from "./header-map.ts";
import type { NameAddr } from "./name-addr.ts";
import type { Via } from "./via.ts";

/** A request to be sent: the transaction adds Via, the serializer Content-Length. */
export interface RequestDraft {
  method: string;
  uri: string;
  headers: HeaderMap;
  body: string;
}

/** A response to be sent. */
export interface ResponseDraft {
  status: number;
  reason: string;
  headers: HeaderMap;
  body: string;
}

/** What every well-formed message has (RFC 3261 §8.1.1). */
interface Received {
  /** Topmost. */
  via: Via;
  from: NameAddr;
  to: NameAddr;
  callId: string;
  cseq: { number: number; method: string };
  /** The body as it came; `body` is the same read as UTF-8. */
  bytes: Buffer;
}

export interface SipRequest extends RequestDraft, Received {
  kind: "request";
}

export interface SipResponse extends ResponseDraft, Received {
  kind: "response";
}

export type SipMessage = SipRequest | SipResponse;

export const tagOf = (address: NameAddr): string => address.params.get("tag") ?? "";
