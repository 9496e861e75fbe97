import type { Contact } from "@cloverdesk/contracts";
import { create } from "zustand";
import { isCode } from "../../shared/api/index.ts";
import { answer } from "./api/commands.ts";
import { selectContact } from "./selection.ts";

/** The call being answered now, so that a second click or the countdown does not answer twice. */
export const useAnswering = create<{ id: string | null }>(() => ({ id: null }));

const SOUND_WAIT_MS = 5_000;

/**
 * Answers; when the sound is still being connected, waits for it a moment instead of refusing the agent. Returns false when an earlier click or key is
 * answering the call already.
 */
export async function answerCall(contact: Contact): Promise<boolean> {
  if (useAnswering.getState().id === contact.id) return false;
  useAnswering.setState({ id: contact.id });
  const until = performance.now() + SOUND_WAIT_MS;
  try {
    for (;;) {
      try {
        await answer(contact.id);
        selectContact(contact);
        return true;
      } catch (error) {
        if (!isCode(error, "calls.audio_not_ready") || performance.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    }
  } finally {
    useAnswering.setState({ id: null });
  }
}
