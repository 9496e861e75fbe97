import { dominantHz, rms } from "@cloverdesk/media/signal";

/** The tones that are heard somewhere in the samples, looked at in pieces of a fifth of a second. */
export function tonesIn(samples: Int16Array): number[] {
  const PIECE = 1600;
  const heard = new Set<number>();
  for (let from = 0; from + PIECE <= samples.length; from += PIECE) {
    const piece = samples.subarray(from, from + PIECE);
    const hz = rms(piece) > 500 ? dominantHz(piece) : null;
    if (hz !== null) heard.add(hz);
  }
  return [...heard].sort((a, b) => a - b);
}
