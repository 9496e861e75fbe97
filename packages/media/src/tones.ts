import { SAMPLE_RATE } from "./g711.ts";

/** Tones and music made by arithmetic: the same samples on every machine, no file and no licence. 16-bit, 8 kHz, mono. */

const TAU = 2 * Math.PI;
/** Edges of a tone are eased over this time, or they click. */
const EDGE_MS = 4;

function samplesOf(ms: number): number {
  return Math.round((ms * SAMPLE_RATE) / 1000);
}

/** Sum of sines of equal amplitude (0–32767 each), with soft edges. */
export function tone(frequencies: readonly number[], ms: number, amplitude = 6000): Int16Array {
  const length = samplesOf(ms);
  const edge = Math.min(samplesOf(EDGE_MS), length / 2);
  return Int16Array.from({ length }, (_, i) => {
    const ease = Math.min(1, (i + 1) / edge, (length - i) / edge);
    return ease * amplitude * frequencies.reduce((sum, hz) => sum + Math.sin((TAU * hz * i) / SAMPLE_RATE), 0);
  });
}

export function pause(ms: number): Int16Array {
  return new Int16Array(samplesOf(ms));
}

export function join(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** What a caller hears while the far end rings: 450 Hz, 1 s on, 4 s off (China, ITU-T E.180 supplement 2). Loops. */
export function ringbackTone(): Int16Array {
  return join([tone([450], 1000), pause(4000)]);
}

/** Busy: 450 Hz, 350 ms on and off. Loops. */
export function busyTone(): Int16Array {
  return join([tone([450], 350), pause(350)]);
}

/** Congestion: 450 Hz, 700 ms on and off. Loops. */
export function congestionTone(): Int16Array {
  return join([tone([450], 700), pause(700)]);
}

/** The short tone before a voicemail, or that a recording begins. */
export function beep(): Int16Array {
  return tone([1000], 250, 8000);
}

/** The calm two-note sound that precedes an announcement. */
export function chime(): Int16Array {
  return mixNotes(
    [
      { at: 0, semitone: 9 },
      { at: 1, semitone: 5 },
    ],
    260,
    1100,
  );
}

interface Note {
  /** In beats. */
  readonly at: number;
  /** Above middle C (C4). */
  readonly semitone: number;
  /** 0–1; default 1. */
  readonly loudness?: number;
}

/** A plucked, slowly fading note: two harmonics under an exponential decay. */
function addNote(into: Float64Array, note: Note, beatMs: number): void {
  const hz = 261.626 * 2 ** (note.semitone / 12);
  const start = samplesOf(note.at * beatMs);
  const loudness = 3600 * (note.loudness ?? 1);
  const length = Math.min(samplesOf(1800), into.length);
  for (let i = 0; i < length; i++) {
    const seconds = i / SAMPLE_RATE;
    const envelope = Math.min(1, seconds / 0.012) * Math.exp(-2.4 * seconds) * Math.min(1, (length - i) / 400);
    const wave = Math.sin(TAU * hz * seconds) + 0.35 * Math.sin(2 * TAU * hz * seconds) * Math.exp(-3 * seconds);
    // Notes near the end ring on into the beginning, so that the loop has no seam.
    into[(start + i) % into.length]! += loudness * envelope * wave;
  }
}

function mixNotes(notes: readonly Note[], beatMs: number, totalMs: number): Int16Array {
  const sum = new Float64Array(samplesOf(totalMs));
  for (const note of notes) addNote(sum, note, beatMs);
  return Int16Array.from(sum, (sample) => Math.max(-32000, Math.min(32000, Math.round(sample))));
}

/** Eight bars of four beats: a broken chord below, a small pentatonic melody above. */
const CHORDS: readonly (readonly number[])[] = [
  [-12, -5, 0, 4],
  [-15, -8, -3, 0],
  [-7, 0, 5, 9],
  [-17, -5, -1, 2],
];
const MELODY: readonly (readonly (number | null)[])[] = [
  [16, null, 19, null],
  [21, 19, 16, null],
  [17, null, 21, 19],
  [14, null, null, null],
  [16, 14, 12, null],
  [12, null, 16, 19],
  [21, null, 17, 16],
  [14, null, 12, null],
];

/** Hold music, 19.2 s, loops without a seam. */
export function holdMusic(): Int16Array {
  const notes = MELODY.flatMap((bar, barIndex): Note[] => {
    const chord = CHORDS[barIndex % CHORDS.length]!;
    const below = chord.map((semitone, beat) => ({ at: barIndex * 4 + beat, semitone, loudness: 0.7 }));
    const above = bar.flatMap((semitone, beat) => (semitone === null ? [] : [{ at: barIndex * 4 + beat, semitone }]));
    return [...below, ...above];
  });
  return mixNotes(notes, 600, MELODY.length * 4 * 600);
}
