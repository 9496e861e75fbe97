import { randomBytes } from "node:crypto";
import { SAMPLE_RATE } from "./g711.ts";
import type { RtpPacket } from "./rtp.ts";
import { seqDistance } from "./rtp.ts";

/**
 * Sender and receiver reports (RFC 3550 §6.4) for one stream out and one in, and what they tell: loss, jitter, round
 * trip. libdatachannel sends none of its own, and without them a page's getStats has no round trip.
 */

const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;
const SOURCE_DESCRIPTION = 202;
const REPORT_BLOCK = 24;
/** Seconds between 1900 (NTP) and 1970. */
const NTP_EPOCH = 2_208_988_800;
/** A report's clocks tick 65,536 times a second. */
const UNITS_PER_MS = 65.536;

export interface RtcpClock {
  /** Monotonic, ms. */
  now(): number;
  /** Wall clock, ms since 1970. */
  wall(): number;
}

interface Inbound {
  readonly ssrc: number;
  readonly baseSeq: number;
  highestSeq: number;
  cycles: number;
  received: number;
  jitter: number;
  transit: number | null;
  expectedBefore: number;
  receivedBefore: number;
  lastReport: { middle: number; at: number } | null;
}

export interface RtcpSession {
  /** Our packet went out. */
  sent(timestamp: number, payloadBytes: number): void;
  /** Their packet came in. `timed: false` for telephone events: they count as arrived, but repeat a timestamp and say nothing of jitter. */
  received(packet: RtpPacket, how?: { timed: boolean }): void;
  /** Their report came in. Malformed ones are passed over. */
  onReport(datagram: Buffer): void;
  /** A compound report to send, or null while there is nothing to tell. */
  report(): Buffer | null;
  stats(): {
    packetsSent: number;
    packetsReceived: number;
    packetsLost: number;
    lossPercent: number;
    jitterMs: number;
    rttMs: number | null;
    remote: { lossPercent: number; jitterMs: number } | null;
  };
}

export function createRtcpSession(ssrc: number, clock: RtcpClock): RtcpSession {
  const cname = Buffer.from(randomBytes(6).toString("hex"));
  let packetsSent = 0;
  let octetsSent = 0;
  let lastSent = { timestamp: 0, wall: 0 };
  let inbound: Inbound | null = null;
  /** Of streams before the present SSRC: a re-INVITE must not make the totals smaller. */
  let earlier = { received: 0, lost: 0 };
  let rttMs: number | null = null;
  let remote: { lossPercent: number; jitterMs: number } | null = null;

  const readBlock = (datagram: Buffer, at: number) => {
    const last = datagram.readUInt32BE(at + 16);
    const delay = datagram.readUInt32BE(at + 20);
    remote = {
      lossPercent: (datagram[at + 4]! / 256) * 100,
      jitterMs: (datagram.readUInt32BE(at + 12) * 1000) / SAMPLE_RATE,
    };
    if (last === 0) return;
    const round = (middleOfNtp(clock.wall()) - last - delay) | 0;
    if (round >= 0) rttMs = round / UNITS_PER_MS;
  };

  return {
    sent(timestamp, payloadBytes) {
      packetsSent++;
      octetsSent += payloadBytes;
      lastSent = { timestamp, wall: clock.wall() };
    },

    received(packet, { timed } = { timed: true }) {
      if (inbound?.ssrc !== packet.ssrc) {
        if (inbound) earlier = { received: earlier.received + inbound.received, lost: earlier.lost + lostOf(inbound) };
        inbound = startInbound(packet);
      }
      countArrival(inbound, packet);
      if (timed) measureJitter(inbound, packet, clock.now());
    },

    onReport(datagram) {
      for (let at = 0; at + 8 <= datagram.length; ) {
        const length = (datagram.readUInt16BE(at + 2) + 1) * 4;
        const kind = datagram[at + 1]!;
        const end = Math.min(datagram.length, at + length);
        let block = at + 8;
        if (kind === SENDER_REPORT && at + 28 <= end) {
          const middle = ((datagram.readUInt32BE(at + 8) & 0xffff) * 65536 + (datagram.readUInt32BE(at + 12) >>> 16)) >>> 0;
          if (inbound?.ssrc === datagram.readUInt32BE(at + 4)) inbound.lastReport = { middle, at: clock.now() };
          block = at + 28;
        }
        if (kind === SENDER_REPORT || kind === RECEIVER_REPORT) {
          for (let n = datagram[at]! & 0x1f; n > 0 && block + REPORT_BLOCK <= end; n--, block += REPORT_BLOCK) {
            if (datagram.readUInt32BE(block) === ssrc) readBlock(datagram, block);
          }
        }
        at += length;
      }
    },

    report() {
      if (packetsSent === 0 && !inbound) return null;
      const head = packetsSent > 0 ? senderHead({ ssrc, packetsSent, octetsSent, lastSent, wall: clock.wall() }) : receiverHead(ssrc);
      const blocks = inbound ? [reportBlock(inbound, clock.now())] : [];
      const length = head.length + blocks.length * REPORT_BLOCK;
      head[0] = 0x80 | blocks.length;
      head.writeUInt16BE(length / 4 - 1, 2);
      return Buffer.concat([head, ...blocks, sourceDescription(ssrc, cname)]);
    },

    stats() {
      const received = earlier.received + (inbound?.received ?? 0);
      const lost = earlier.lost + (inbound ? lostOf(inbound) : 0);
      return {
        packetsSent,
        packetsReceived: received,
        packetsLost: lost,
        lossPercent: received + lost === 0 ? 0 : (100 * lost) / (received + lost),
        jitterMs: inbound ? (inbound.jitter * 1000) / SAMPLE_RATE : 0,
        rttMs,
        remote,
      };
    },
  };
}

function startInbound(packet: RtpPacket): Inbound {
  return {
    ssrc: packet.ssrc,
    baseSeq: packet.seq,
    highestSeq: packet.seq,
    cycles: 0,
    received: 0,
    jitter: 0,
    transit: null,
    expectedBefore: 0,
    receivedBefore: 0,
    lastReport: null,
  };
}

/** Sequence bookkeeping (RFC 3550 A.1). */
function countArrival(inbound: Inbound, packet: RtpPacket): void {
  inbound.received++;
  if (seqDistance(inbound.highestSeq, packet.seq) > 0) {
    if (packet.seq < inbound.highestSeq) inbound.cycles += 65536;
    inbound.highestSeq = packet.seq;
  }
}

/** Interarrival jitter (RFC 3550 A.8). */
function measureJitter(inbound: Inbound, packet: RtpPacket, now: number): void {
  const transit = (now * SAMPLE_RATE) / 1000 - packet.timestamp;
  const change = inbound.transit === null ? 0 : Math.abs(transit - inbound.transit);
  inbound.transit = transit;
  // A jump of over a second is a new timeline (hold, a switched source), not jitter.
  if (change < SAMPLE_RATE) inbound.jitter += (change - inbound.jitter) / 16;
}

function expectedOf(inbound: Inbound): number {
  return inbound.cycles + inbound.highestSeq - inbound.baseSeq + 1;
}

function lostOf(inbound: Inbound): number {
  return Math.max(0, expectedOf(inbound) - inbound.received);
}

function ntpOf(wall: number): { seconds: number; fraction: number } {
  const seconds = Math.floor(wall / 1000);
  return { seconds: (seconds + NTP_EPOCH) >>> 0, fraction: Math.floor(((wall - seconds * 1000) / 1000) * 2 ** 32) >>> 0 };
}

/** The middle 32 of NTP's 64 bits. */
function middleOfNtp(wall: number): number {
  const { seconds, fraction } = ntpOf(wall);
  return ((seconds & 0xffff) * 65536 + (fraction >>> 16)) >>> 0;
}

function receiverHead(ssrc: number): Buffer {
  const head = Buffer.alloc(8);
  head[1] = RECEIVER_REPORT;
  head.writeUInt32BE(ssrc, 4);
  return head;
}

function senderHead(sender: {
  ssrc: number;
  packetsSent: number;
  octetsSent: number;
  lastSent: { timestamp: number; wall: number };
  wall: number;
}): Buffer {
  const head = Buffer.alloc(28);
  const { seconds, fraction } = ntpOf(sender.wall);
  const sinceLast = ((sender.wall - sender.lastSent.wall) * SAMPLE_RATE) / 1000;
  head[1] = SENDER_REPORT;
  head.writeUInt32BE(sender.ssrc, 4);
  head.writeUInt32BE(seconds, 8);
  head.writeUInt32BE(fraction, 12);
  head.writeUInt32BE((sender.lastSent.timestamp + Math.round(sinceLast)) >>> 0, 16);
  head.writeUInt32BE(sender.packetsSent >>> 0, 20);
  head.writeUInt32BE(sender.octetsSent >>> 0, 24);
  return head;
}

function reportBlock(inbound: Inbound, now: number): Buffer {
  const block = Buffer.alloc(REPORT_BLOCK);
  const expected = expectedOf(inbound);
  const expectedSince = expected - inbound.expectedBefore;
  const lostSince = expectedSince - (inbound.received - inbound.receivedBefore);
  inbound.expectedBefore = expected;
  inbound.receivedBefore = inbound.received;
  block.writeUInt32BE(inbound.ssrc, 0);
  block[4] = expectedSince > 0 && lostSince > 0 ? Math.min(255, Math.floor((lostSince * 256) / expectedSince)) : 0;
  block.writeUIntBE(Math.min(0x7fffff, lostOf(inbound)), 5, 3);
  block.writeUInt32BE((inbound.cycles + inbound.highestSeq) >>> 0, 8);
  block.writeUInt32BE(Math.round(inbound.jitter), 12);
  if (inbound.lastReport) {
    block.writeUInt32BE(inbound.lastReport.middle, 16);
    // 32 bits are 18 hours; who has not reported for longer learns nothing from this either.
    block.writeUInt32BE(Math.min(0xffff_ffff, Math.round((now - inbound.lastReport.at) * UNITS_PER_MS)), 20);
  }
  return block;
}

/** A compound packet must name its source (§6.5). */
function sourceDescription(ssrc: number, cname: Buffer): Buffer {
  const packet = Buffer.alloc(Math.ceil((4 + 4 + 2 + cname.length + 1) / 4) * 4);
  packet[0] = 0x81;
  packet[1] = SOURCE_DESCRIPTION;
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
  packet.writeUInt32BE(ssrc, 4);
  packet[8] = 1;
  packet[9] = cname.length;
  cname.copy(packet, 10);
  return packet;
}
