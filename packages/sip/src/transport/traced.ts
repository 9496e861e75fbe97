import type { Flow, LocalAddress } from "./flow.ts";

/** A SIP message as it was on the wire. */
export interface TracedMessage {
  direction: "in" | "out";
  text: string;
  /** The peer: where it came from, or where it was sent. */
  flow: Pick<Flow, "protocol" | "host" | "port">;
  /** Where this user agent listens for the protocol. */
  local: LocalAddress;
}

/** Hears every message that the access list lets in and every one that is sent, malformed ones and repetitions too; keep-alives are left out. */
export type Trace = (message: TracedMessage) => void;
