import type { Flow, LocalAddress } from "./flow.ts";

/** A SIP message as it was on the wire. */
export interface TracedMessage {
  direction: "in" | "out";
  /** Its first 16,000 bytes. */
  text: string;
  /** The peer: where it came from, or where it was sent. */
  flow: Pick<Flow, "protocol" | "host" | "port">;
  /** Where this user agent listens for the protocol. */
  local: LocalAddress;
}

/**
 * Hears every message of those whom the access list allows, every response that is waited for, and every message that is sent; malformed ones and repetitions
 * too. Keep-alives, and what strangers send, are left out.
 */
export type Trace = (message: TracedMessage) => void;
