import { isIPv6 } from "node:net";
import type { Clock } from "../src/clock.ts";
import type { SipMessage, SipRequest, SipResponse } from "../src/message/message.ts";
import { parseMessage } from "../src/message/parse.ts";
import type { Flow, Protocol, Transport } from "../src/transport/flow.ts";

/** One message as it went over the wire. */
export interface Crossing {
  at: number;
  from: string;
  to: string;
  text: string;
  /** `INVITE`, `ACK`… or the status of a response with its method: `200 BYE`. */
  what: string;
  lost: boolean;
}

/** A network in memory: every message takes one millisecond. */
export interface Wire {
  /** A place on it, to be given to a user agent. */
  transport(host: string): Transport;
  /** A place played by the test itself. */
  peer(host: string): ScriptedPeer;
  readonly log: Crossing[];
  /** What went over, e.g. `["INVITE", "100 INVITE", …]`, without what was lost. */
  whats(): string[];
  /** Decide per message whether it is lost. */
  lose: (crossing: Omit<Crossing, "lost">) => boolean;
}

export interface ScriptedPeer {
  readonly received: SipMessage[];
  requests(method: string): SipRequest[];
  responses(status: number): SipResponse[];
  send(text: string, to: string): void;
}

export function createWire(clock: Clock): Wire {
  const places = new Map<string, (bytes: Buffer, flow: Flow) => void>();
  const log: Crossing[] = [];

  const carry = (from: string, text: string, flow: Flow, failed?: (error: Error) => void): void => {
    const to = flow.host;
    const entry = { at: clock.now(), from, to, text, what: describe(text) };
    const lost = wire.lose(entry);
    log.push({ ...entry, lost });
    if (lost) return;
    const receive = places.get(to);
    if (!receive && flow.protocol !== "UDP") failed?.(new Error("connection refused"));
    clock.setTimeout(() => receive?.(Buffer.from(text), { protocol: flow.protocol, host: from, port: 5060 }), 1);
  };

  const wire: Wire = {
    log,
    lose: () => false,
    whats: () => log.filter((entry) => !entry.lost).map((entry) => entry.what),
    transport: (host) => ({
      start: async (receive) => void places.set(host, receive),
      send: (text, flow, failed) => carry(host, text, flow, failed),
      answered: () => {},
      unanswered: () => {},
      reaches: (address) => isIPv6(address) === isIPv6(host),
      local: (protocol: Protocol) => ({ host, port: protocol === "TLS" ? 5061 : 5060 }),
      stop: async () => void places.delete(host),
    }),
    peer(host) {
      const received: SipMessage[] = [];
      places.set(host, (bytes) => {
        const result = parseMessage(bytes);
        if (result.ok) received.push(result.message);
      });
      return {
        received,
        requests: (method) => received.filter((m): m is SipRequest => m.kind === "request" && m.method === method),
        responses: (status) => received.filter((m): m is SipResponse => m.kind === "response" && m.status === status),
        send: (text, to) => carry(host, text, { protocol: "UDP", host: to, port: 5060 }),
      };
    },
  };
  return wire;
}

function describe(text: string): string {
  const [first = ""] = text.split("\r\n", 1);
  if (!first.startsWith("SIP/2.0")) return first.split(" ", 1)[0]!;
  return `${first.split(" ")[1]} ${/^CSeq: \d+ (\S+)/m.exec(text)?.[1]}`;
}
