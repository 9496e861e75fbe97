import { isIPv6 } from "node:net";
import type { TracedLine } from "@cloverdesk/contracts";
import ipaddr from "ipaddr.js";

/** LINKTYPE_RAW: packets begin with their IP header. */
const RAW_IP = 101;
const SNAP_LENGTH = 65_535;
const UDP = 17;

/** A capture file (libpcap 2.4) of these messages. TCP and TLS are shown as UDP too: what they carried is plain here, and needs no putting together. */
export function pcapOf(lines: TracedLine[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(SNAP_LENGTH, 16);
  head.writeUInt32LE(RAW_IP, 20);
  return Buffer.concat([head, ...lines.flatMap((line) => record(line))]);
}

function record({ at, direction, peer, local, text }: TracedLine): Buffer[] {
  const [from, to] = direction === "in" ? [peer, local] : [local, peer];
  const packet = packetOf(from, to, Buffer.from(text));
  const ms = Date.parse(at);
  const head = Buffer.alloc(16);
  head.writeUInt32LE(Math.floor(ms / 1000), 0);
  head.writeUInt32LE((ms % 1000) * 1000, 4);
  head.writeUInt32LE(packet.length, 8);
  head.writeUInt32LE(packet.length, 12);
  return [head, packet];
}

type End = TracedLine["peer"];

function packetOf(from: End, to: End, payload: Buffer): Buffer {
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(from.port, 0);
  udp.writeUInt16BE(to.port, 2);
  udp.writeUInt16BE(8 + payload.length, 4);
  const [source, target] = [bytesOf(from.host), bytesOf(to.host)];
  if (isIPv6(from.host)) {
    const ip = Buffer.alloc(8);
    ip.writeUInt8(0x60, 0);
    ip.writeUInt16BE(8 + payload.length, 4);
    ip.writeUInt8(UDP, 6);
    ip.writeUInt8(64, 7);
    // RFC 8200 section 8.1: over IPv6 the checksum of UDP is not optional.
    const pseudo = Buffer.alloc(8);
    pseudo.writeUInt32BE(8 + payload.length, 0);
    pseudo.writeUInt8(UDP, 7);
    udp.writeUInt16BE(checksum(Buffer.concat([source, target, pseudo, udp, payload])) || 0xffff, 6);
    return Buffer.concat([ip, source, target, udp, payload]);
  }
  const ip = Buffer.alloc(12);
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(28 + payload.length, 2);
  ip.writeUInt8(64, 8);
  ip.writeUInt8(UDP, 9);
  ip.writeUInt16BE(checksum(Buffer.concat([ip, source, target])), 10);
  return Buffer.concat([ip, source, target, udp, payload]);
}

const bytesOf = (host: string): Buffer => Buffer.from(ipaddr.parse(host).toByteArray());

/** RFC 1071. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at]! << 8) + (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
