import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { TracedLine } from "@cloverdesk/contracts";
import ipaddr from "ipaddr.js";

/** Where traced messages are sent to (a Homer or another HEP collector), over UDP. */
export interface HepTarget {
  host: string;
  port: number;
  /** Tells this program from other senders. */
  id: number;
  password?: string;
}

const PROTOCOL_SIP = 1;

/** A message as HEPv3 (EEP, rev. 32): chunks of vendor 0. `correlation`: our id of the call. */
export function hepPacket({ at, direction, transport, peer, local, text }: TracedLine, target: HepTarget, correlation?: string): Buffer {
  const [from, to] = direction === "in" ? [peer, local] : [local, peer];
  const isV6 = isIPv6(from.host);
  const ms = Date.parse(at);
  const chunks = [
    chunk(0x01, uint(isV6 ? 10 : 2, 1)),
    chunk(0x02, uint(transport === "UDP" ? 17 : 6, 1)),
    chunk(isV6 ? 0x05 : 0x03, addressBytes(from.host)),
    chunk(isV6 ? 0x06 : 0x04, addressBytes(to.host)),
    chunk(0x07, uint(from.port, 2)),
    chunk(0x08, uint(to.port, 2)),
    chunk(0x09, uint(Math.floor(ms / 1000), 4)),
    chunk(0x0a, uint((ms % 1000) * 1000, 4)),
    chunk(0x0b, uint(PROTOCOL_SIP, 1)),
    chunk(0x0c, uint(target.id, 4)),
    ...(target.password ? [chunk(0x0e, Buffer.from(target.password))] : []),
    ...(correlation ? [chunk(0x11, Buffer.from(correlation))] : []),
    chunk(0x0f, Buffer.from(text)),
  ];
  const body = Buffer.concat(chunks);
  return Buffer.concat([Buffer.from("HEP3"), uint(body.length + 6, 2), body]);
}

const addressBytes = (host: string): Buffer => Buffer.from(ipaddr.parse(host).toByteArray());

function chunk(type: number, data: Buffer): Buffer {
  return Buffer.concat([uint(0, 2), uint(type, 2), uint(data.length + 6, 2), data]);
}

function uint(value: number, bytes: 1 | 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

export interface HepSender {
  send(line: TracedLine, correlation?: string): void;
  stop(): void;
}

/** Sends and forgets: a collector that is away hurts nothing. */
export function createHepSender(target: HepTarget): HepSender {
  const socket = createSocket({ type: isIPv6(target.host) ? "udp6" : "udp4" });
  socket.on("error", () => {});
  socket.unref();
  return {
    send: (line, correlation) => socket.send(hepPacket(line, target, correlation), target.port, target.host, () => {}),
    stop: () => socket.close(),
  };
}
