/** Peaks (0–100) brought to `bars` bars, each the loudest of its part. */
export function bars(peaks: readonly number[], count: number): number[] {
  if (peaks.length === 0 || count <= 0) return [];
  const out = new Array<number>(count).fill(0);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * peaks.length) / count));
    for (let j = from; j < to; j++) out[i] = Math.max(out[i] ?? 0, peaks[j] ?? 0);
  }
  return out;
}

/** Where a key moves the playhead, in s: arrows 5 s, with Shift 1 s, page keys 30 s, Home and End. Null for other keys. */
export function seekBy(key: string, shift: boolean, at: number, length: number): number | null {
  const step = shift ? 1 : 5;
  const moves: Record<string, number> = {
    ArrowLeft: at - step,
    ArrowDown: at - step,
    ArrowRight: at + step,
    ArrowUp: at + step,
    PageDown: at - 30,
    PageUp: at + 30,
    Home: 0,
    End: length,
  };
  const to = moves[key];
  return to === undefined ? null : Math.min(length, Math.max(0, to));
}
