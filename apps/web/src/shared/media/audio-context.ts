let context: AudioContext | null = null;

/** The page's one audio context; browsers start it suspended until somebody touches the page. */
export function audioContext(): AudioContext {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  return context;
}

/** Wakes the context on the first touch, so that a later ring is heard. Returns how to stop. */
export function wakeOnTouch(): () => void {
  const wake = () => void audioContext();
  const options = { once: true, capture: true } as const;
  addEventListener("pointerdown", wake, options);
  addEventListener("keydown", wake, options);
  return () => {
    removeEventListener("pointerdown", wake, options);
    removeEventListener("keydown", wake, options);
  };
}
