import { SAMPLE_RATE } from "./g711.ts";
import { amplitudeAt, rms } from "./signal.ts";
import { join, pause, tone } from "./tones.ts";

/** Keys as pairs of tones in the sound itself (ITU-T Q.23, Q.24), for trunks without telephone events. */

const ROWS = [697, 770, 852, 941] as const;
const COLUMNS = [1209, 1336, 1477, 1633] as const;
const KEYPAD = "123A456B789C*0#D";
/** 205 samples (25.6 ms) put the eight tones near the middle of Goertzel's bins. */
const BLOCK = 205;
/** Two equal blocks are a key (Q.24: at least 40 ms), two others end it. */
const BLOCKS_TO_DECIDE = 2;
const QUIETEST_RMS = 150;

/** The key that a block of samples is, or null: both tones alone, strong, and of about equal level (twist). */
function keyOf(block: Int16Array): string | null {
  const level = rms(block);
  if (level < QUIETEST_RMS) return null;
  const rows = ROWS.map((hz) => amplitudeAt(block, hz));
  const columns = COLUMNS.map((hz) => amplitudeAt(block, hz));
  const row = strongest(rows);
  const column = strongest(columns);
  if (row === null || column === null) return null;
  const low = rows[row]!;
  const high = columns[column]!;
  const twist = 20 * Math.log10(high / low);
  const share = (low * low + high * high) / 2 / (level * level);
  return share > 0.82 && twist > -8 && twist < 4.5 ? KEYPAD[row * 4 + column]! : null;
}

/** Index of the largest, when it stands at least 8 dB above the rest. */
function strongest(amplitudes: readonly number[]): number | null {
  const best = amplitudes.indexOf(Math.max(...amplitudes));
  return amplitudes.every((amplitude, i) => i === best || amplitude * 2.5 < amplitudes[best]!) ? best : null;
}

/** Detects keys in sound and reports each once, when it ends. Takes samples of any length, in order. */
export function createInbandDetector(onDigit: (digit: string, durationMs: number) => void): { push(samples: Int16Array): void } {
  const block = new Int16Array(BLOCK);
  let filled = 0;
  let key: string | null = null;
  let blocks = 0;
  let candidate: string | null = null;
  let seen = 0;

  const decide = () => {
    const now = keyOf(block);
    if (now === key) {
      blocks += now === null ? 0 : 1 + seen;
      seen = 0;
      return;
    }
    seen = now === candidate ? seen + 1 : 1;
    candidate = now;
    if (seen < BLOCKS_TO_DECIDE) return;
    if (key !== null) onDigit(key, Math.round((blocks * BLOCK * 1000) / SAMPLE_RATE));
    key = now;
    blocks = seen;
    seen = 0;
  };

  return {
    push(samples) {
      for (let i = 0; i < samples.length; i++) {
        block[filled++] = samples[i]!;
        if (filled < BLOCK) continue;
        decide();
        filled = 0;
      }
    },
  };
}

/** The sound of a row of keys. */
export function dtmfTones(digits: string, durationMs: number, gapMs: number): Int16Array {
  return join(
    [...digits].flatMap((digit) => {
      const at = KEYPAD.indexOf(digit);
      return [tone([ROWS[at >> 2]!, COLUMNS[at & 3]!], durationMs, 5000), pause(gapMs)];
    }),
  );
}
