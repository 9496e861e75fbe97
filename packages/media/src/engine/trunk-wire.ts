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
  /** The far end was heard from where it said: no other host is believed any more. */
  let isConfirmed = false;
  let latchedReports: { address: string; port: number } | null = null;

  const isFrom = (place: { address: string; port: number } | null, from: RemoteInfo): boolean =>
    place?.address === from.address && place.port === from.port;
  /**
   * True when the packet is from the far end: where it said it is, it always is, also while the place it has left still sends. From elsewhere (a carrier
   * behind NAT) the first source to send wins, others are strangers. Port 0 cannot be answered.
   */
  const accept = (from: RemoteInfo): boolean => {
    if (!signalled || from.port === 0) return false;
    const at = now();
    if (isFrom(signalled, from)) isConfirmed = true;
    else if (isConfirmed && from.address !== signalled.address) return false;
    else if (!isFrom(latched, from) && latched && at - latched.heardAt < RELATCH_MS) return false;
    latched = { address: from.address, port: from.port, heardAt: at };
    return true;
  };
  const send = (socket: Socket, datagram: Buffer, to: { address: string; port: number } | null) => {
    // RTCP goes to the port above, of which 65535 has none.
    if (!to || to.port > 65_535) return;
    try {
      socket.send(datagram, to.port, to.address, () => {});
    } catch {
      // A datagram that cannot be sent is a lost one; RTP lives with that.
    }
  };

  ports.rtp.on("message", (datagram, from) => {
    const packet: RtpPacket | null = parseRtp(datagram);
    if (packet && accept(from)) events.onRtp(packet);
  });
  ports.rtcp.on("message", (datagram, from) => {
    if (latched?.address !== from.address || from.port === 0) return;
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
      isConfirmed = false;
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
