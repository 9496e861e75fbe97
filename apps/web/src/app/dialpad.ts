import { create } from "zustand";

/** The header's dialpad: open or not, and the number in it. Any number shown in the application opens it. */
export const useDialpad = create<{ open: boolean; number: string }>(() => ({ open: false, number: "" }));

export const openDialpad = (number: string): void => useDialpad.setState({ open: true, number });
