import { randomUUID } from "node:crypto";
import { type DtmfStep, dtmfSteps } from "../dtmf.ts";
import { dtmfTones } from "../dtmf-inband.ts";
import { codecOf, encodeG711, FRAME, silence, transcodeG711 } from "../g711.ts";
import type { Codec, PlayEndReason } from "../port.ts";
import type { RtpPacket } from "../rtp.ts";
import type { OutStream } from "./out-stream.ts";

/**
 * What a leg hears. One thing at a time, the first of: keys being sent, a prompt, hold music, another leg's voice —
 * and silence when there is nothing, so that carriers and jitter buffers see a living stream.
 */
export interface Mouth {
  /** Another leg's voice, or its keys under this leg's own payload type. Dropped while something else is heard. */
  forward(source: object, packet: RtpPacket): void;
  play(samples: Int16Array, options: { loop: boolean; playId?: string | undefined }): string;
  stopPlay(reason: PlayEndReason): void;
  /** Loops music under everything but keys and prompts; null ends it. */
  setMusic(samples: Int16Array | null): void;
  /** Resolves when the last key is out, or the leg is closed. */
  sendKeys(digits: string, options: { durationMs: number; gapMs: number }): Promise<void>;
  /** True while a prompt or music is heard instead of another leg. */
  readonly busy: boolean;
  /** One 20 ms step of the ticker. */
  step(missed: number): void;
  close(): void;
}

export interface MouthLeg {
  readonly out: OutStream;
  now(): number;
  codec(): Codec;
  payloadType(): number;
  dtmfPayloadType(): number | null;
  onPlayEnded(playId: string, reason: PlayEndReason): void;
}

interface Playback {
  readonly samples: Int16Array;
  readonly loop: boolean;
  at: number;
}
type KeyStep = DtmfStep | { readonly tone: Int16Array };
interface KeyJob {
  readonly steps: KeyStep[];
  timestamp: number;
  readonly done: () => void;
}

/** Nothing heard for this long: silence is sent. Longer than any jitter of a voice that is only late. */
const FILL_AFTER_MS = 200;

export function createMouth(leg: MouthLeg): Mouth {
  const { out } = leg;
  const filler = {};
  let prompt: (Playback & { playId: string }) | null = null;
  let music: Playback | null = null;
  let filling = false;
  const keyJobs: KeyJob[] = [];

  const stopPlay = (reason: PlayEndReason) => {
    if (!prompt) return;
    const { playId } = prompt;
    prompt = null;
    leg.onPlayEnded(playId, reason);
  };

  const frame = (source: object, samples: Int16Array, missed: number) => {
    out.frame(source, leg.payloadType(), encodeG711(samples, leg.codec()), missed);
  };

  const stepKeys = (): boolean => {
    const job = keyJobs[0];
    if (!job) return false;
    const step = job.steps.shift();
    if (step && "tone" in step) frame(job, step.tone, 0);
    else if (step) sendEvent(job, step);
    if (job.steps.length === 0) {
      keyJobs.shift();
      job.done();
    }
    return true;
  };
  const sendEvent = (job: KeyJob, step: NonNullable<DtmfStep>) => {
    if (step.first) job.timestamp = out.beginEvent(job);
    const payloadType = leg.dtmfPayloadType();
    if (payloadType === null) return;
    for (const payload of step.payloads) out.event(payloadType, payload, job.timestamp, step.first);
  };

  return {
    get busy() {
      return prompt !== null || music !== null;
    },

    forward(source, packet) {
      if (prompt || music || keyJobs.length > 0) return;
      filling = false;
      const codec = codecOf(packet.payloadType);
      if (!codec) return out.forward(source, packet);
      const payload = transcodeG711(packet.payload, codec, leg.codec());
      out.forward(source, { ...packet, payload, payloadType: leg.payloadType() });
    },

    play(samples, { loop, playId = randomUUID() }) {
      stopPlay("replaced");
      prompt = { samples, loop, playId, at: 0 };
      return playId;
    },
    stopPlay,
    setMusic(samples) {
      music = samples && { samples, loop: true, at: 0 };
    },

    sendKeys(digits, { durationMs, gapMs }) {
      const steps = leg.dtmfPayloadType() === null ? toneSteps(digits, durationMs, gapMs) : dtmfSteps(digits, durationMs, gapMs);
      return new Promise((done) => keyJobs.push({ steps, timestamp: 0, done }));
    },

    step(missed) {
      if (stepKeys()) return;
      const playback = prompt ?? music;
      if (playback) {
        filling = false;
        const samples = take(playback, missed);
        if (samples) frame(playback, samples, missed);
        else stopPlay("finished");
        return;
      }
      filling ||= leg.now() - out.lastSentAt >= FILL_AFTER_MS;
      if (filling) out.frame(filler, leg.payloadType(), silence(FRAME, leg.codec()), missed);
    },

    close() {
      stopPlay("stopped");
      for (const job of keyJobs.splice(0)) job.done();
    },
  };
}

/** The next 20 ms after `missed` frames that were not sent; null at the end. A loop starts over; a last partial frame is filled with silence. */
function take(playback: Playback, missed: number): Int16Array | null {
  const { samples, loop } = playback;
  playback.at += missed * FRAME;
  if (loop) playback.at %= samples.length;
  if (playback.at >= samples.length) return null;
  const frame = new Int16Array(FRAME);
  for (let filled = 0; filled < FRAME; ) {
    const part = samples.subarray(playback.at, playback.at + FRAME - filled);
    frame.set(part, filled);
    filled += part.length;
    playback.at += part.length;
    if (!loop || playback.at < samples.length) break;
    playback.at = 0;
  }
  return frame;
}

function toneSteps(digits: string, durationMs: number, gapMs: number): KeyStep[] {
  const samples = dtmfTones(digits, durationMs, gapMs);
  return Array.from({ length: Math.ceil(samples.length / FRAME) }, (_, i) => {
    const tone = new Int16Array(FRAME);
    tone.set(samples.subarray(i * FRAME, (i + 1) * FRAME));
    return { tone };
  });
}
