import { createContext, useCallback, useState } from "react";

/** Tells the form around a file input that an upload begins (1) or has ended (-1). */
export const UploadContext = createContext<(step: 1 | -1) => void>(() => undefined);

/** Whether uploads of a form are under way: it waits for them before it sends. `count` is for its `UploadContext`. */
export function useUploads() {
  const [running, setRunning] = useState(0);
  const count = useCallback((step: 1 | -1) => setRunning((before) => before + step), []);
  return { uploading: running > 0, count };
}
