import path from "node:path";
import { FRAME, SAMPLE_RATE } from "@cloverdesk/media/g711";
import { readWav } from "@cloverdesk/media/wav";
import { z } from "zod";

/** What a person on the line lets be heard: one of the recorded voices, a steady tone (for measuring), or nothing. */
export const sound = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("voice"),
    name: z.enum(["after-sales", "order", "callee", "machine", "not-in-service"]),
    once: z.boolean().default(false),
  }),
  z.object({ kind: z.literal("tone"), hz: z.number().min(100).max(3500) }),
  z.object({ kind: z.literal("silence") }),
]);
export type Sound = z.infer<typeof sound>;

/** 20 ms of samples at a time; `null` when it is over. */
export type Frames = () => Int16Array | null;

const AMPLITUDE = 8_000;
const loaded = new Map<string, Promise<Int16Array>>();

/** Frames of a sound. Voices repeat with a pause of 2 s, unless said once. */
export async function framesOf(what: Sound, voices: string): Promise<Frames> {
  if (what.kind === "tone") return toneFrames(what.hz);
  if (what.kind === "silence") return () => new Int16Array(FRAME);
  const samples = await load(path.join(voices, `${what.name}.wav`));
  const pause = what.once ? 0 : 2 * SAMPLE_RATE;
  let at = 0;
  return () => {
    if (at >= samples.length + pause) {
      if (what.once) return null;
      at = 0;
    }
    const frame = new Int16Array(FRAME);
    frame.set(samples.subarray(at, at + FRAME));
    at += FRAME;
    return frame;
  };
}

/** The phase goes on from frame to frame: a click would be heard as another tone. */
function toneFrames(hz: number): Frames {
  let sample = 0;
  return () => Int16Array.from({ length: FRAME }, () => AMPLITUDE * Math.sin((2 * Math.PI * hz * sample++) / SAMPLE_RATE));
}

function load(file: string): Promise<Int16Array> {
  const known = loaded.get(file) ?? readWav(file).then((wav) => wav.samples);
  loaded.set(file, known);
  return known;
}
