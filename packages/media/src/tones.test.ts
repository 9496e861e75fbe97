import { describe, expect, test } from "vitest";
import { dominantHz, rms } from "./signal.ts";
import { beep, busyTone, holdMusic, ringbackTone, tone } from "./tones.ts";

describe("tones", () => {
  test("ringback is the Chinese cadence: one second of 450 Hz, four of nothing", () => {
    const samples = ringbackTone();
    expect(samples.length).toBe(40_000);
    expect(dominantHz(samples.subarray(0, 8000))).toBe(450);
    expect(rms(samples.subarray(8000))).toBe(0);
  });

  test("busy is 350 ms on and off", () => {
    const samples = busyTone();
    expect(dominantHz(samples.subarray(0, 2800))).toBe(450);
    expect(rms(samples.subarray(2800))).toBe(0);
  });

  test("a tone starts and ends without a click", () => {
    const samples = tone([1000], 100);
    expect(Math.abs(samples[0]!)).toBeLessThan(200);
    expect(Math.abs(samples.at(-1)!)).toBeLessThan(200);
    expect(rms(beep())).toBeGreaterThan(4000);
  });

  test("hold music is the same every time, loud enough, never clipped, and loops without a jump", () => {
    const samples = holdMusic();
    expect(Buffer.from(samples.buffer).equals(Buffer.from(holdMusic().buffer))).toBe(true);
    expect(samples.length).toBe(19.2 * 8000);
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudest).toBeGreaterThan(5000);
    expect(loudest).toBeLessThan(32_000);
    expect(Math.abs(samples[0]! - samples.at(-1)!)).toBeLessThan(1500);
    for (let at = 0; at + 8000 <= samples.length; at += 8000) expect(rms(samples.subarray(at, at + 8000))).toBeGreaterThan(200);
  });
});
