import type { Contact } from "@cloverdesk/contracts";
import { create } from "zustand";

interface Panel {
  /** The call whose panel is open. */
  callId: string | null;
  /** What was written for the receiver, kept when the panel is closed; of one call at a time. */
  note: { callId: string; text: string } | null;
}
export const useTransferPanel = create<Panel>(() => ({ callId: null, note: null }));

export const noteOf = (callId: string) => (panel: Panel) => (panel.note?.callId === callId ? panel.note.text : "");
export const writeNote = (callId: string, text: string): void => useTransferPanel.setState({ note: { callId, text } });

export const toggleTransfer = ({ id, can }: Pick<Contact, "id" | "can">): void =>
  useTransferPanel.setState(({ callId }) => ({ callId: callId === id || !can.transfer ? null : id }));
/** Closes the panel; the note stays. */
export const closeTransfer = (): void => useTransferPanel.setState({ callId: null });
