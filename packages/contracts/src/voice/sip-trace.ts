import { z } from "zod";
import { id } from "../kernel/shapes.ts";

/**
 * The files in SIP_TRACES_DIR, written by voice and read by the api: a line of JSON for each SIP message. Secrets and keys in `text` were masked, each
 * character by `*`, before it was written.
 */
export const tracedLine = z.object({
  at: z.iso.datetime(),
  direction: z.enum(["in", "out"]),
  transport: z.enum(["UDP", "TCP", "TLS"]),
  /** IP addresses, IPv6 without brackets. */
  peer: z.object({ host: z.string(), port: z.number().int() }),
  local: z.object({ host: z.string(), port: z.number().int() }),
  /** The leg of the call that the message belongs to; null where only the peer is known. */
  legId: id.nullable(),
  /** At most `TRACE_MOST.text` characters. */
  text: z.string(),
  /** More of this call was not kept. */
  cut: z.boolean().optional(),
});
export type TracedLine = z.infer<typeof tracedLine>;

/** Bounds of what is kept: messages and bytes of a call, characters of a message, bytes of a peer's file before the next one is begun. */
export const TRACE_MOST = { messages: 400, callBytes: 1_000_000, text: 16_000, peerBytes: 1_000_000 } as const;

/** Of a call; `day` is the UTC day on which its session began, `YYYY-MM-DD`. */
export const traceFileOfCall = (day: string, callId: string): string => `calls/${day}/${callId}.ndjson`;
/** Of all messages with an address; the one before it has `.1` at its end. */
export const traceFileOfPeer = (host: string): string => `peers/${host.replaceAll(":", "_")}.ndjson`;
