import type { Reason } from "../message/reason.ts";

/**
 * Life of a call; both directions alike.
 * ```
 *  trying ──progress──▶ early ──answer──▶ answered
 *     │  └──────────────answer──────────────▲  │
 *     └──────end──────────┴───────end─────────┴──▶ ended
 * ```
 */
export const callTransitions = {
  trying: { progress: "early", answer: "answered", end: "ended" },
  early: { progress: "early", answer: "answered", end: "ended" },
  answered: { end: "ended" },
  ended: {},
} as const;

export type CallState = keyof typeof callTransitions;

export interface CallEnd {
  /** `timeout`: no answer, no ACK, or the session expired. `error`: the peer cannot be reached. */
  by: "local" | "remote" | "timeout" | "error";
  /** Final SIP status; 200 after an answered call's BYE, 487 when cancelled. */
  status: number;
  /** In words, for logs. */
  reason: string;
  /** What the network told (RFC 3326), with the Q.850 cause where there is one. */
  reasonHeader?: Reason;
  /** Of a call out: the destination sent no response at all (`silent`), or was known to send none and was passed over (`dead`). */
  target?: "silent" | "dead";
}

/** A change of the session asked for by the peer (re-INVITE or UPDATE), e.g. hold. Answer it exactly once. */
export interface RemoteOffer {
  /** Undefined: the peer wants us to offer; its answer comes with `confirmed`. */
  readonly sdp: string | undefined;
  accept(sdp: string): void;
  /** Default 488: the session stays as it was. */
  reject(status?: number): void;
}

/** Body of an INFO request (RFC 6086; DTMF of old gateways comes as `application/dtmf-relay`). */
export interface Info {
  contentType: string;
  /** Read as UTF-8. */
  body: string;
  /** As it came, for types that are no text. */
  bytes: Buffer;
}

export interface CallEvents {
  /** Outgoing: a provisional response, with the session description of early media where there is one. */
  progress: [status: number, sdp: string | undefined];
  /** Outgoing: 2xx. The description may be that of the early media. */
  answer: [sdp: string | undefined];
  /** The ACK of our 2xx came; with a description when the peer had left the offer to us. */
  confirmed: [sdp: string | undefined];
  offer: [offer: RemoteOffer];
  info: [info: Info];
  /** Last event, exactly once. */
  end: [end: CallEnd];
}

/** A request inside a call was refused or got lost. */
export class CallError extends Error {
  override readonly name = "CallError";
  constructor(
    /** SIP status; 408 for silence. */
    readonly status: number,
    what: string,
  ) {
    super(`${what}: ${status}`);
  }
}
