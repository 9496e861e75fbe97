import type { DialSource } from "@cloverdesk/contracts";
import { create } from "zustand";

/** The header's dialpad: open or not, the number in it, and from where it was opened, which the record of the call says. */
export const useDialpad = create<{ open: boolean; number: string; source: DialSource }>(() => ({
  open: false,
  number: "",
  source: "dialpad",
}));

/** Opens it with a number. Any number shown in the application does. */
export const openDialpad = (number: string, source: DialSource = "dialpad"): void => useDialpad.setState({ open: true, number, source });
