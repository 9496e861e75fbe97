import { FRAME } from "./g711.ts";
import { type RtpPacket, timestampDistance } from "./rtp.ts";

/** Keys as named telephone events (RFC 4733): the codec, what a receiver makes of packets, and the packets of a key. */

const EVENT_KEYS = "0123456789*#ABCD";
/** Event volume 10 means −10 dBm0, the usual level of a key. */
const VOLUME = 10;
/** The end packet is sent three times (§2.5.1.4), for it may be lost. */
const END_REPEATS = 3;

/** True for a non-empty string of 0–9 * # A–D. */
export function isDigits(digits: string): boolean {
  return /^[0-9*#A-D]+$/.test(digits);
}

export interface TelephoneEvent {
  readonly digit: string;
  readonly end: boolean;
  /** In samples at 8 kHz. */
  readonly duration: number;
}

/** Reads an event payload; null for a cut one and for events that are not keys (flash, fax tones). */
export function parseTelephoneEvent(payload: Buffer): TelephoneEvent | null {
  if (payload.length < 4) return null;
  const digit = EVENT_KEYS[payload[0]!];
  return digit === undefined ? null : { digit, end: (payload[1]! & 0x80) !== 0, duration: payload.readUInt16BE(2) };
}

export function buildTelephoneEvent(event: TelephoneEvent): Buffer {
  const payload = Buffer.from([EVENT_KEYS.indexOf(event.digit), (event.end ? 0x80 : 0) | VOLUME, 0, 0]);
  payload.writeUInt16BE(Math.min(event.duration, 0xffff), 2);
  return payload;
}

/** A key of which nothing more was heard for so long is over, though every end packet of it was lost: they are sent close together. */
const OVER_AFTER_MS = 300;
/** A packet of a key so many samples (5 s) older than the last one's is a straggler; further back it is another timeline. */
const STRAGGLER_SAMPLES = 40_000;

export interface DtmfReceiver {
  push(packet: RtpPacket): void;
  /** Tells a key that ended unheard. To be called every 100 ms or so. */
  keepUp(): void;
}

/**
 * Hears keys in a stream of event packets. All packets of one key share a timestamp. A key is reported once: at its end packet, when nothing more is heard of
 * it, or when the next key begins. `now` is monotonic, ms.
 */
export function createDtmfReceiver(onDigit: (digit: string, durationMs: number) => void, now: () => number): DtmfReceiver {
  let current: { ssrc: number; timestamp: number; event: TelephoneEvent; told: boolean; heardAt: number } | null = null;
  const tell = () => {
    if (!current || current.told) return;
    current.told = true;
    onDigit(current.event.digit, Math.round(current.event.duration / 8));
  };
  return {
    push(packet) {
      const event = parseTelephoneEvent(packet.payload);
      if (!event) return;
      const { ssrc, timestamp } = packet;
      if (current?.ssrc !== ssrc || current.timestamp !== timestamp) {
        const ahead = current?.ssrc === ssrc ? timestampDistance(current.timestamp, timestamp) : 1;
        if (ahead < 0 && ahead > -STRAGGLER_SAMPLES) return;
        tell();
        current = { ssrc, timestamp, event, told: false, heardAt: now() };
      } else if (!current.told && event.duration >= current.event.duration) {
        Object.assign(current, { event, heardAt: now() });
      }
      if (event.end) tell();
    },
    keepUp() {
      if (current && now() - current.heardAt > OVER_AFTER_MS) tell();
    },
  };
}

/** What leaves in one 20 ms step while keys are sent; `null` is a step of silence between keys. */
export type DtmfStep = { readonly payloads: readonly Buffer[]; readonly first: boolean; readonly last: boolean } | null;

/** The steps of a row of keys: growing durations every 20 ms, the end thrice at once, then the gap. */
export function dtmfSteps(digits: string, durationMs: number, gapMs: number): DtmfStep[] {
  const frames = Math.max(2, Math.round(durationMs / 20));
  const gap = Math.max(1, Math.round(gapMs / 20));
  return [...digits].flatMap((digit): DtmfStep[] => [
    ...Array.from({ length: frames }, (_, i): DtmfStep => {
      const last = i === frames - 1;
      const payload = buildTelephoneEvent({ digit, end: last, duration: (i + 1) * FRAME });
      return { payloads: new Array<Buffer>(last ? END_REPEATS : 1).fill(payload), first: i === 0, last };
    }),
    ...new Array<null>(gap).fill(null),
  ]);
}
