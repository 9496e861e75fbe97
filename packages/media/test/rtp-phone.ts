import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";
import type { Codec, RtpAddress, TrunkRemote } from "../src/port.ts";
import { isRtcp } from "../src/rtp.ts";
import { createTalker, type Talker } from "./talker.ts";

/** A carrier's phone: plain RTP on a free port of the loopback. */
export interface RtpPhone extends Talker {
  readonly port: number;
  /** Where to send. */
  to(address: RtpAddress): void;
  /** What the engine is to be told about this phone. */
  remote(change?: Partial<TrunkRemote>): TrunkRemote;
  close(): void;
}

let phones = 0;

export async function openRtpPhone(options: {
  toneHz: number;
  codec?: Codec;
  /** That it maps the codec to. Default: the static one. */
  payloadType?: number;
  /** null: knows no telephone events. */
  dtmfPayloadType?: number | null;
  /** Address of the loopback that it sends from. Default 127.0.0.1. */
  host?: string;
}): Promise<RtpPhone> {
  const socket = createSocket("udp4");
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve) => socket.bind(0, host, resolve));
  const { port } = socket.address() as AddressInfo;
  const dtmfPayloadType = options.dtmfPayloadType === null ? undefined : (options.dtmfPayloadType ?? 101);
  let target: RtpAddress | null = null;
  const talker = createTalker({
    ...options,
    dtmfPayloadType,
    ssrc: 0xca11_0000 + phones++,
    send: (datagram) => target && socket.send(datagram, target.port, target.address),
  });
  socket.on("message", (datagram) => {
    if (!isRtcp(datagram)) talker.listen(datagram);
  });
  return Object.assign(talker, {
    port,
    to(address: RtpAddress) {
      target = address;
    },
    remote: (change: Partial<TrunkRemote> = {}): TrunkRemote => ({
      address: host,
      port,
      codec: options.codec ?? "PCMU",
      ...(options.payloadType !== undefined && { payloadType: options.payloadType }),
      dtmfPayloadType,
      ...change,
    }),
    close() {
      talker.stop();
      socket.close();
    },
  });
}
