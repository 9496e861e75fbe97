import { audioContext } from "./audio-context.ts";

type Sinkable = AudioContext & { setSinkId?: (id: string) => Promise<void> };

/** One ring: two soft notes a fifth apart, 1.2 s, made of sines so that no file has to load. */
function ringOnce(context: AudioContext, at: number): void {
  for (const [start, frequency] of [
    [0, 659.26],
    [0.18, 987.77],
    [0.42, 659.26],
    [0.6, 987.77],
  ] as const) {
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, at + start);
    gain.gain.linearRampToValueAtTime(0.22, at + start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + start + 0.5);
    gain.connect(context.destination);
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start(at + start);
    tone.stop(at + start + 0.55);
  }
}

/** Rings on the chosen device (null: default) every 2.5 s until the returned function is called. */
export function startRing(sinkId: string | null): () => void {
  const context: Sinkable = sinkId ? new AudioContext() : audioContext();
  if (sinkId) void context.setSinkId?.(sinkId).catch(() => undefined);
  const ring = () => context.state === "running" && ringOnce(context, context.currentTime + 0.02);
  if (context.state !== "running") void context.resume().then(ring, () => undefined);
  ring();
  const timer = setInterval(ring, 2_500);
  return () => {
    clearInterval(timer);
    if (sinkId) void context.close();
  };
}

/** Whether the browser blocks sound because the page was not interacted with yet (autoplay policy). */
export const soundBlocked = (): boolean => audioContext().state === "suspended";

const DTMF_ROWS = [697, 770, 852, 941];
const DTMF_COLUMNS = [1209, 1336, 1477];
const DTMF_KEYS = "123456789*0#";

/** The key's own tone, quietly and briefly, so that the hand knows it was heard. */
export function keyTone(key: string): void {
  const index = DTMF_KEYS.indexOf(key);
  if (index < 0) return;
  const context = audioContext();
  const gain = context.createGain();
  gain.gain.value = 0.05;
  gain.connect(context.destination);
  for (const frequency of [DTMF_ROWS[Math.floor(index / 3)] ?? 0, DTMF_COLUMNS[index % 3] ?? 0]) {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start();
    tone.stop(context.currentTime + 0.12);
  }
}
