import { createContext, useMemo } from "react";
import { create } from "zustand";

interface Running {
  count: number;
  control: AbortController;
}

/**
 * Uploads under way, by the form that they are for. They belong to what is filled in, not to the page that shows it: they go on when that page is left,
 * and end when the form is cancelled, also when it was opened again meanwhile.
 */
const useRunning = create<Record<string, Running>>(() => ({}));

/** An upload for the form begins: its result is wanted until the signal says otherwise. */
export function beginUpload(form: string): AbortSignal {
  const { count = 0, control = new AbortController() } = useRunning.getState()[form] ?? {};
  useRunning.setState({ [form]: { count: count + 1, control } });
  return control.signal;
}

/** The upload that began with this signal is over. One that was cancelled is not counted any more. */
export function endUpload(form: string, signal: AbortSignal): void {
  const { [form]: running, ...others } = useRunning.getState();
  if (running?.control.signal !== signal) return;
  useRunning.setState(running.count > 1 ? { ...others, [form]: { ...running, count: running.count - 1 } } : others, true);
}

export function cancelUploads(form: string): void {
  const { [form]: running, ...others } = useRunning.getState();
  useRunning.setState(others, true);
  running?.control.abort();
}

export const isUploading = (form: string): boolean => useRunning.getState()[form] !== undefined;

/** Through which a file input tells the form around it of its uploads. */
export const UploadContext = createContext({
  begin: (): AbortSignal => new AbortController().signal,
  end: (_: AbortSignal): void => undefined,
});

/** Uploads of a form: it waits for them before it sends, and ends them when it is cancelled. `told` is for its `UploadContext`. */
export function useUploads(form: string) {
  const uploading = useRunning((all) => all[form] !== undefined);
  const told = useMemo(() => ({ begin: () => beginUpload(form), end: (signal: AbortSignal) => endUpload(form, signal) }), [form]);
  return { uploading, told, cancel: () => cancelUploads(form) };
}
