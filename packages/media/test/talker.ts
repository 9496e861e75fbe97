import { type DtmfStep, dtmfSteps } from "../src/dtmf.ts";
import { createTicker } from "../src/engine/ticker.ts";
import { codecOf, decodeG711, encodeG711, FRAME, PAYLOAD_TYPE } from "../src/g711.ts";
import type { Codec } from "../src/port.ts";
import { buildRtp, parseRtp, type RtpPacket, seqDistance } from "../src/rtp.ts";
import { dominantHz, rms } from "../src/signal.ts";
import { tone } from "../src/tones.ts";

export interface HeardPacket extends RtpPacket {
  /** Monotonic ms. */
  readonly at: number;
}

/** The mouth and ears of a test phone: talks a steady tone in 20 ms packets, keeps what it hears, measures it. */
export interface Talker {
  readonly heard: HeardPacket[];
  /** Every datagram that comes in. */
  listen(datagram: Buffer): void;
  start(): void;
  stop(): void;
  /** Queues keys as telephone events in place of the tone. */
  press(digits: string, durationMs?: number): void;
  /** Queues sound in place of the tone. */
  say(samples: Int16Array): void;
  /** Packets are numbered but not sent while true. */
  dropping: boolean;
  /** Numbers of digits heard as telephone events, one per key. */
  keysHeard(): string[];
  /** Strongest frequency of the last `ms` heard; null for silence or nothing at all in that time. */
  hears(ms?: number): number | null;
  /** Loudness (rms) of the last `ms`. */
  loudness(ms?: number): number;
  /** How the stream heard since `from` is numbered. */
  continuity(from?: number): { ssrcs: number; lost: number; disordered: number; timestampSteps: number[] };
}

const ticker = createTicker();

export function createTalker(options: {
  send(datagram: Buffer): void;
  toneHz: number;
  codec?: Codec;
  /** Of the codec, when it is not the static one. */
  payloadType?: number;
  dtmfPayloadType?: number;
  ssrc: number;
}): Talker {
  const codec = options.codec ?? "PCMU";
  const spoken = options.payloadType ?? PAYLOAD_TYPE[codec];
  const second = encodeG711(tone([options.toneHz], 1000, 8000), codec);
  const heard: HeardPacket[] = [];
  const queue: (DtmfStep | { sound: Buffer })[] = [];
  let seq = 1000;
  let timestamp = 5000;
  let frames = 0;
  let keyTimestamp = 0;
  let remove: (() => void) | null = null;

  const emit = (payloadType: number, payload: Buffer, at: number, marker = false) => {
    const datagram = buildRtp({ payloadType, payload, marker, seq, timestamp: at, ssrc: options.ssrc });
    seq = (seq + 1) & 0xffff;
    if (!talker.dropping) options.send(datagram);
  };
  const step = () => {
    const next = queue.shift();
    const at = (frames++ * FRAME) % second.length;
    if (next && "sound" in next) emit(spoken, next.sound, timestamp);
    else if (next) {
      if (next.first) keyTimestamp = timestamp;
      for (const payload of next.payloads) emit(options.dtmfPayloadType ?? 101, payload, keyTimestamp, next.first);
    } else emit(spoken, second.subarray(at, at + FRAME), timestamp);
    timestamp = (timestamp + FRAME) >>> 0;
  };
  const recent = (ms: number): Int16Array => {
    const since = performance.now() - ms;
    const parts = heard.filter((packet) => packet.at >= since && codecOf(packet.payloadType));
    const octets = parts.map((packet) => decodeG711(packet.payload, codecOf(packet.payloadType)!));
    return Int16Array.from(octets.flatMap((part) => [...part]));
  };

  const talker: Talker = {
    heard,
    dropping: false,
    listen(datagram) {
      const packet = parseRtp(datagram);
      if (packet) heard.push({ ...packet, payload: Buffer.from(packet.payload), at: performance.now() });
    },
    start() {
      remove ??= ticker.add(step);
    },
    stop() {
      remove?.();
      remove = null;
    },
    press(digits, durationMs = 100) {
      queue.push(...dtmfSteps(digits, durationMs, 60));
    },
    say(samples) {
      const octets = encodeG711(samples, codec);
      for (let at = 0; at + FRAME <= octets.length; at += FRAME) queue.push({ sound: octets.subarray(at, at + FRAME) });
    },
    keysHeard() {
      const keys = new Map<number, string>();
      for (const { payloadType, timestamp: at, payload } of heard) {
        if (!codecOf(payloadType) && payloadType < 192 && payload.length === 4) keys.set(at, "0123456789*#ABCD"[payload[0]!]!);
      }
      return [...keys.values()];
    },
    hears: (ms = 200) => dominantHz(recent(ms)),
    loudness: (ms = 200) => rms(recent(ms)),
    continuity(from = 0) {
      const stream = heard.slice(from).filter((packet) => codecOf(packet.payloadType));
      const steps = stream.slice(1).map((packet, i) => seqDistance(stream[i]!.seq, packet.seq));
      return {
        ssrcs: new Set(stream.map((packet) => packet.ssrc)).size,
        lost: steps.reduce((sum, distance) => sum + Math.max(0, distance - 1), 0),
        disordered: steps.filter((distance) => distance < 1).length,
        timestampSteps: stream.slice(1).map((packet, i) => (packet.timestamp - stream[i]!.timestamp) | 0),
      };
    },
  };
  return talker;
}
