import type { Contact } from "@cloverdesk/contracts";
import { isHeard } from "../consult/consultation.ts";

/** The call whose sound belongs to this tab, and whether the microphone may be heard in it. */
export interface AudioPlan {
  callId: string;
  /** Only while somebody is talked with, and not muted; before the answer and on hold nothing of the microphone is sent. */
  speak: boolean;
  ringing: boolean;
}

const WITH_SOUND: ReadonlySet<Contact["state"]> = new Set(["ringing", "dialing", "alerting", "talking", "held", "left"]);

export const hasSound = (contact: Contact): boolean => WITH_SOUND.has(contact.state);

/** What this tab has to do about sound now: nothing, or connect to one call. */
export function audioPlan(inService: readonly Contact[], audioTab: string | null, tab: string): AudioPlan | null {
  if (audioTab !== tab) return null;
  const contact = inService.find((c) => hasSound(c) && c.state !== "ringing") ?? inService.find(hasSound);
  if (!contact) return null;
  return {
    callId: contact.id,
    speak: isHeard(contact) && !contact.part.muted,
    ringing: contact.state === "ringing",
  };
}

/** Pause before the nth new attempt to connect: at once, then longer, at most 5 s. */
export const retryDelay = (attempt: number): number => Math.min(5_000, 250 * 2 ** Math.max(0, attempt - 1));
