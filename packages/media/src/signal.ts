import { SAMPLE_RATE } from "./g711.ts";

/** Measuring sound: how loud, and how much of one frequency (Goertzel's algorithm). Samples are 16-bit at 8 kHz. */

/** Root mean square of the samples, 0–32768. */
export function rms(samples: ArrayLike<number>): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
  return Math.sqrt(sum / samples.length);
}

/** Amplitude of the sine of `hz` in the samples. */
export function amplitudeAt(samples: ArrayLike<number>, hz: number): number {
  if (samples.length === 0) return 0;
  const factor = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  let last = 0;
  let before = 0;
  for (let i = 0; i < samples.length; i++) {
    const now = samples[i]! + factor * last - before;
    before = last;
    last = now;
  }
  return (2 * Math.sqrt(Math.max(0, last * last + before * before - factor * last * before))) / samples.length;
}

/** The strongest frequency between 100 and 3500 Hz in steps of 10 Hz, or null when there is hardly any sound. */
export function dominantHz(samples: ArrayLike<number>): number | null {
  if (rms(samples) < 100) return null;
  let best = 0;
  let strongest = 0;
  for (let hz = 100; hz <= 3500; hz += 10) {
    const amplitude = amplitudeAt(samples, hz);
    if (amplitude > strongest) [best, strongest] = [hz, amplitude];
  }
  return best;
}
