import { randomInt } from "node:crypto";
import { FRAME } from "../g711.ts";
import type { RtpPacket } from "../rtp.ts";
import { buildRtp, seqDistance, timestampDistance } from "../rtp.ts";

/**
 * What one leg hears, as one RTP stream for the leg's whole life: one SSRC, and sequence and timestamps that go on
 * through every change of source. A far end that saw the SSRC change would rebuild its jitter buffer, or fall silent.
 */
export interface OutStream {
  readonly ssrc: number;
  /** Passes on a packet that came from elsewhere, keeping its gaps and order. `source` is any object that stands for where it came from. */
  forward(source: object, packet: RtpPacket): void;
  /** Sends 20 ms of our own making, after `skipped` frames that were not sent. */
  frame(source: object, payloadType: number, payload: Buffer, skipped?: number): void;
  /** Begins a telephone event: returns the timestamp that all its packets carry. */
  beginEvent(source: object): number;
  event(payloadType: number, payload: Buffer, timestamp: number, marker: boolean): void;
  /** ms on the given clock of the last packet; -Infinity before any. */
  readonly lastSentAt: number;
}

/** How many packets after a change of source a straggler from before it can turn up. */
const STRAGGLERS = 100;

export function createOutStream(wire: {
  now(): number;
  /** Whether packets go out at all (not while the far end is on hold). What is not sent is not numbered: a gap would count as loss. Default: yes. */
  isOpen?(): boolean;
  send(datagram: Buffer, packet: RtpPacket): void;
  ssrc?: number;
  firstSeq?: number;
  firstTimestamp?: number;
}): OutStream {
  const ssrc = wire.ssrc ?? randomInt(1, 2 ** 32);
  let seq = wire.firstSeq ?? randomInt(2 ** 15);
  let timestamp = wire.firstTimestamp ?? randomInt(2 ** 31);
  let lastSentAt = Number.NEGATIVE_INFINITY;
  let source: object | null = null;
  let seqShift = 0;
  let timestampShift = 0;
  let seqAtSwitch = 0;
  let sinceSwitch = 0;

  /** While closed no source holds the stream, so that the next packet goes on from the last one sent. */
  const isOpen = (): boolean => {
    if (wire.isOpen?.() !== false) return true;
    source = null;
    return false;
  };

  const send = (payloadType: number, payload: Buffer, at: { seq: number; timestamp: number; marker: boolean }) => {
    lastSentAt = wire.now();
    const packet = { payloadType, payload, ssrc, ...at };
    wire.send(buildRtp(packet), packet);
  };

  /** Where a source that begins now stands on our timeline: as far after the last packet as time has passed. */
  const nextTimestamp = () => {
    const frames = Number.isFinite(lastSentAt) ? Math.round((wire.now() - lastSentAt) / 20) : 1;
    return (timestamp + Math.max(1, frames) * FRAME) >>> 0;
  };

  const takeOver = (from: object) => {
    source = from;
    seqAtSwitch = seq;
    sinceSwitch = 0;
  };

  return {
    ssrc,
    get lastSentAt() {
      return lastSentAt;
    },

    forward(from, packet) {
      if (!isOpen()) return;
      const marker = source !== from;
      if (marker) {
        takeOver(from);
        timestampShift = (nextTimestamp() - packet.timestamp) >>> 0;
        seqShift = (seq + 1 - packet.seq) & 0xffff;
      }
      const outSeq = (packet.seq + seqShift) & 0xffff;
      if (sinceSwitch++ < STRAGGLERS && seqDistance(seqAtSwitch, outSeq) <= 0) return;
      const outTimestamp = (packet.timestamp + timestampShift) >>> 0;
      if (seqDistance(seq, outSeq) > 0) seq = outSeq;
      if (timestampDistance(timestamp, outTimestamp) > 0) timestamp = outTimestamp;
      send(packet.payloadType, packet.payload, { seq: outSeq, timestamp: outTimestamp, marker: marker || packet.marker });
    },

    frame(from, payloadType, payload, skipped = 0) {
      if (!isOpen()) return;
      const marker = source !== from;
      timestamp = marker ? nextTimestamp() : (timestamp + FRAME * (1 + skipped)) >>> 0;
      if (marker) takeOver(from);
      seq = (seq + 1) & 0xffff;
      send(payloadType, payload, { seq, timestamp, marker });
    },

    beginEvent(from) {
      takeOver(from);
      timestamp = nextTimestamp();
      return timestamp;
    },

    event(payloadType, payload, at, marker) {
      if (!isOpen()) return;
      seq = (seq + 1) & 0xffff;
      send(payloadType, payload, { seq, timestamp: at, marker });
    },
  };
}
