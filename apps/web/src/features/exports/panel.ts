import { create } from "zustand";

/** Whether the header's panel of my exports is open. Starting an export opens it. */
export const useExportsPanel = create<{ open: boolean }>(() => ({ open: false }));

export const showExports = (open = true): void => useExportsPanel.setState({ open });
