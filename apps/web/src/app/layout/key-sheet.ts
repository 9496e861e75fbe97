import { create } from "zustand";

/** Whether the list of keys is shown. */
export const useKeySheet = create<{ open: boolean }>(() => ({ open: false }));

export const openKeySheet = (): void => useKeySheet.setState({ open: true });
export const closeKeySheet = (): void => useKeySheet.setState({ open: false });
