import { create } from "zustand";

interface PictureInPicture {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}
const api = (): PictureInPicture | undefined => (window as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;

/** The window above other programs (Document Picture-in-Picture), if one is open. */
export const useFloating = create<{ window: Window | null }>(() => ({ window: null }));

export const canFloat = (): boolean => api() !== undefined;

/** Opens the floating window, 320 × 180; needs a click. It carries this page's styles. */
export async function openFloating(): Promise<void> {
  const opened = await api()
    ?.requestWindow({ width: 320, height: 180 })
    .catch(() => null);
  if (!opened) return;
  for (const sheet of document.querySelectorAll('style, link[rel="stylesheet"]')) opened.document.head.append(sheet.cloneNode(true));
  const root = opened.document.documentElement;
  root.style.cssText = document.documentElement.style.cssText;
  root.lang = document.documentElement.lang;
  opened.addEventListener("pagehide", () => useFloating.setState({ window: null }));
  useFloating.setState({ window: opened });
}

export function closeFloating(): void {
  useFloating.getState().window?.close();
  useFloating.setState({ window: null });
}
