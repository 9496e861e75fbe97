import type { Contact } from "@cloverdesk/contracts";
import { create } from "zustand";

/** The call that is about to be transferred. */
export const useTransferPanel = create<{ callId: string | null }>(() => ({ callId: null }));

export const toggleTransfer = ({ id, can }: Pick<Contact, "id" | "can">): void =>
  useTransferPanel.setState(({ callId }) => ({ callId: callId === id || !can.transfer ? null : id }));
export const closeTransfer = (): void => useTransferPanel.setState({ callId: null });
