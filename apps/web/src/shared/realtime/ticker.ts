/** Calls `onTick` every `ms`, also while the page is hidden. Returns how to stop. */
export function startTicker(ms: number, onTick: () => void): () => void {
  try {
    const worker = new Worker(new URL("./ticker.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = onTick;
    worker.postMessage(ms);
    return () => worker.terminate();
  } catch {
    const timer = setInterval(onTick, ms);
    return () => clearInterval(timer);
  }
}
