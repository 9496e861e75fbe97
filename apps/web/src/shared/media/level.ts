import { audioContext } from "./audio-context.ts";

/** Reports how loud a stream is, 0–1, about 15 times a second. Returns how to stop. */
export function watchLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const context = audioContext();
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    let sum = 0;
    for (const s of samples) sum += s * s;
    const db = 10 * Math.log10(sum / samples.length + 1e-9);
    onLevel(Math.min(1, Math.max(0, (db + 60) / 50)));
  }, 66);
  return () => {
    clearInterval(timer);
    source.disconnect();
  };
}
