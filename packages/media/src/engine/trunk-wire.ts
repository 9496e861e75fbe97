import type { RemoteInfo, Socket } from "node:dgram";
import type { RtpPacket } from "../rtp.ts";
import { parseRtp } from "../rtp.ts";
import type { PortPair } from "./ports.ts";
import type { Wire, WireEvents } from "./wire.ts";

/** Plain RTP over UDP to a carrier. */
export interface TrunkWire extends Wire {
  /** Where to send until packets show where they really come from. The same address again changes nothing. */
  setRemote(remote: { address: string; port: number }): void;
}

/** A latched source this long silent may be replaced by another: a carrier that moved its media without a word. */
const RELATCH_MS = 2000;

export function createTrunkWire(ports: PortPair, events: WireEvents, now: () => number): TrunkWire {
  let signalled: { address: string; port: number } | null = null;
  let latched: { address: string; port: number; heardAt: number } | null = null;
  let latchedReports: { address: string; port: number } | null = null;

  /** True when the packet is from the far end: the first source to send wins, others are strangers. */
  const accept = (from: RemoteInfo): boolean => {
    if (!signalled) return false;
    const at = now();
    const same = latched?.address === from.address && latched.port === from.port;
    if (!same && latched && at - latched.heardAt < RELATCH_MS) return false;
    latched = { address: from.address, port: from.port, heardAt: at };
    return true;
  };
  const send = (socket: Socket, datagram: Buffer, to: { address: string; port: number } | null) => {
    // A datagram that cannot be sent is a lost one; RTP lives with that.
    if (to) socket.send(datagram, to.port, to.address, () => {});
  };

  ports.rtp.on("message", (datagram, from) => {
    const packet: RtpPacket | null = parseRtp(datagram);
    if (packet && accept(from)) events.onRtp(packet);
  });
  ports.rtcp.on("message", (datagram, from) => {
    if (latched?.address !== from.address) return;
    latchedReports = from;
    events.onReport(datagram);
  });
  for (const socket of [ports.rtp, ports.rtcp]) socket.on("error", () => {});

  return {
    setRemote(remote) {
      if (signalled?.address === remote.address && signalled.port === remote.port) return;
      signalled = remote;
      latched = null;
      latchedReports = null;
    },
    send: (datagram) => send(ports.rtp, datagram, latched ?? signalled),
    sendReport(datagram) {
      const to = latched ?? signalled;
      send(ports.rtcp, datagram, latchedReports ?? (to && { address: to.address, port: to.port + 1 }));
    },
    close() {
      ports.rtp.close();
      ports.rtcp.close();
    },
  };
}
