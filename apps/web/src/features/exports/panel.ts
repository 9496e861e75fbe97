import { create } from "zustand";

/** The panel of my exports in the header: open or not. Whoever starts an export opens it. */
export const useExportsPanel = create<{ open: boolean }>(() => ({ open: false }));

export const showExports = (open = true): void => useExportsPanel.setState({ open });
