/** G.711 in its two laws, named as in SDP (RFC 3551). */
export type Codec = "PCMU" | "PCMA";

/** Static payload types (RFC 3551 §6). */
export const payloadTypes: Readonly<Record<Codec, number>> = { PCMU: 0, PCMA: 8 };

/** Who sends, seen from the one who writes it (RFC 3264 §5.1). */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** One `m=` line and what belongs to it. */
export interface MediaDescription {
  /** audio, video, image… */
  kind: string;
  /** 0: this stream is refused or over. */
  port: number;
  /** RTP/AVP, RTP/SAVP, udptl… */
  profile: string;
  /** Formats as listed, best first. */
  formats: readonly string[];
  /** `a=rtpmap` by payload type: encoding name in upper case with clock rate, and channels where there are more than one: `PCMA/8000`. */
  encodings: ReadonlyMap<number, string>;
  /** IP address or host name of `c=`; empty without one. */
  address: string;
  /** `a=rtcp` (RFC 3605); its address is left out where it is that of the media. */
  rtcp: { port: number; address: string | undefined } | undefined;
  direction: Direction;
  ptimeMs: number | undefined;
}

/** What this package reads of a session description (RFC 8866). */
export interface SessionDescription {
  /** Session id and version of `o=`; the version counts changes. */
  sessionId: string;
  version: string;
  media: readonly MediaDescription[];
}

const sends = (direction: Direction): boolean => direction === "sendrecv" || direction === "sendonly";
const receives = (direction: Direction): boolean => direction === "sendrecv" || direction === "recvonly";

function directionOf(send: boolean, receive: boolean): Direction {
  if (send) return receive ? "sendrecv" : "sendonly";
  return receive ? "recvonly" : "inactive";
}

/** The same direction seen from the other side. */
export const mirrored = (direction: Direction): Direction => directionOf(receives(direction), sends(direction));

/** What both allow; both seen from the same side. */
export const common = (a: Direction, b: Direction): Direction => directionOf(sends(a) && sends(b), receives(a) && receives(b));
