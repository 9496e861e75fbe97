/** RTP packets (RFC 3550 §5.1), read as views and written whole. */

export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  /** 16 bits. */
  readonly seq: number;
  /** 32 bits, in samples (8 kHz). */
  readonly timestamp: number;
  readonly ssrc: number;
  /** A view into the datagram. */
  readonly payload: Buffer;
}

const HEADER = 12;

/** Parses a datagram; null for anything malformed (bad version, cut header, padding past the start). */
export function parseRtp(datagram: Buffer): RtpPacket | null {
  if (datagram.length < HEADER || datagram[0]! >> 6 !== 2) return null;
  const flags = datagram[0]!;
  let start = HEADER + (flags & 0x0f) * 4;
  if (flags & 0x10) {
    if (datagram.length < start + 4) return null;
    start += 4 + datagram.readUInt16BE(start + 2) * 4;
  }
  const end = datagram.length - (flags & 0x20 ? datagram[datagram.length - 1]! : 0);
  if (end < start) return null;
  return {
    payloadType: datagram[1]! & 0x7f,
    marker: datagram[1]! >= 0x80,
    seq: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    payload: datagram.subarray(start, end),
  };
}

export function buildRtp(packet: RtpPacket): Buffer {
  const datagram = Buffer.allocUnsafe(HEADER + packet.payload.length);
  datagram[0] = 0x80;
  datagram[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  datagram.writeUInt16BE(packet.seq, 2);
  datagram.writeUInt32BE(packet.timestamp, 4);
  datagram.writeUInt32BE(packet.ssrc, 8);
  packet.payload.copy(datagram, HEADER);
  return datagram;
}

/** True for RTCP on a port shared with RTP (RFC 5761 §4: second octet 192–223). */
export function isRtcp(datagram: Buffer): boolean {
  return datagram.length >= 2 && datagram[1]! >= 192 && datagram[1]! <= 223;
}

/** Signed distance from one 16-bit sequence number to another, across the wrap. */
export function seqDistance(from: number, to: number): number {
  return ((to - from) << 16) >> 16;
}

/** Signed distance between two 32-bit timestamps, across the wrap. */
export function timestampDistance(from: number, to: number): number {
  return (to - from) | 0;
}
