import type { Socket } from "node:dgram";
import { parseRtp } from "../rtp.ts";
import type { PortPair } from "./ports.ts";
import { createSourcePolicy, type Place, type SignalledSource } from "./source-policy.ts";
import type { Wire, WireEvents } from "./wire.ts";

/** Plain RTP over UDP to a carrier. */
export interface TrunkWire extends Wire {
  /** What signalling says of the far end; see `SourcePolicy` for what is believed besides. @param rtcp where it wants reports, default the port above */
  setRemote(remote: SignalledSource, rtcp: Place | undefined): void;
}

export interface TrunkWireEvents extends WireEvents {
  /** A host that is neither signalled nor allowed sends to the port. Told once per host and signalled place, for the first few hosts. */
  onStranger(address: string): void;
}

const MOST_STRANGERS = 5;

export function createTrunkWire(ports: PortPair, events: TrunkWireEvents, now: () => number): TrunkWire {
  const policy = createSourcePolicy(now);
  const strangers = new Set<string>();
  let signalledRtcp: Place | undefined;
  let latchedReports: Place | null = null;

  const send = (socket: Socket, datagram: Buffer, to: Place | null) => {
    // RTCP goes to the port above, of which 65535 has none.
    if (!to || to.port > 65_535) return;
    try {
      socket.send(datagram, to.port, to.address, () => {});
    } catch {
      // A datagram that cannot be sent is a lost one; RTP lives with that.
    }
  };
  const meetStranger = (address: string) => {
    if (strangers.size >= MOST_STRANGERS || strangers.has(address)) return;
    strangers.add(address);
    events.onStranger(address);
  };

  ports.rtp.on("message", (datagram, from) => {
    const packet = parseRtp(datagram);
    if (!packet) return;
    const verdict = policy.judge(packet, from);
    if (verdict === "accepted") events.onRtp(packet);
    else if (verdict === "refused" && policy.target) meetStranger(from.address);
  });
  ports.rtcp.on("message", (datagram, from) => {
    const host = policy.source?.address;
    if ((host !== from.address && signalledRtcp?.address !== from.address) || from.port === 0) return;
    latchedReports = { address: from.address, port: from.port };
    events.onReport(datagram);
  });
  for (const socket of [ports.rtp, ports.rtcp]) socket.on("error", () => {});

  return {
    setRemote(remote, rtcp) {
      const before = policy.target;
      policy.signal(remote);
      if (policy.target !== before || signalledRtcp?.port !== rtcp?.port || signalledRtcp?.address !== rtcp?.address) latchedReports = null;
      signalledRtcp = rtcp;
      strangers.clear();
    },
    send: (datagram) => send(ports.rtp, datagram, policy.target),
    sendReport(datagram) {
      const to = policy.target;
      send(ports.rtcp, datagram, latchedReports ?? signalledRtcp ?? (to && { address: to.address, port: to.port + 1 }));
    },
    close() {
      ports.rtp.close();
      ports.rtcp.close();
    },
  };
}
