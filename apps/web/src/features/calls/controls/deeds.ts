import type { Contact } from "@cloverdesk/contracts";
import { create } from "zustand";
import { hangUp, hold, mute, resume } from "../api/commands.ts";
import { muteLocally } from "../audio/session.ts";
import { complete, goBack, swap } from "../consult/api.ts";
import { isHeard, openConsultation } from "../consult/consultation.ts";

export type Control = "mute" | "hold" | "hangUp" | "swap" | "goBack" | "complete";

/** What a control does in the state that the contact is in. */
type Deed = Control | "unmute" | "resume";

function deedOf({ part, state }: Contact, control: Control): Deed {
  if (control === "mute") return part.muted ? "unmute" : "mute";
  if (control === "hold") return state === "held" ? "resume" : "hold";
  return control;
}

/**
 * Deeds whose answer is awaited, as `call id, deed`: a key and a click do nothing twice. A deed that shows already, because its push came before
 * its answer, can be undone at once: that is another deed.
 */
export const useUnderWay = create<{ names: ReadonlySet<string> }>(() => ({ names: new Set() }));
export function underWay(contact: Contact, control: Control): string {
  const from = control === "swap" ? ` from ${openConsultation(contact)?.state}` : "";
  return `${contact.id} ${deedOf(contact, control)}${from}`;
}

/** Whether the server allows it now. */
export function isPossible(contact: Contact, control: Control): boolean {
  const deed = deedOf(contact, control);
  return contact.can[deed === "unmute" ? "mute" : deed];
}

const DEEDS: Record<Deed, (contact: Contact) => Promise<void>> = {
  mute: (contact) => setMuted(contact, true),
  unmute: (contact) => setMuted(contact, false),
  hold: ({ id }) => hold(id),
  resume: ({ id }) => resume(id),
  hangUp: ({ id }) => hangUp(id),
  swap: (contact) => swap(contact.id, openConsultation(contact)?.state === "with_customer" ? "colleague" : "customer"),
  goBack: ({ id }) => goBack(id),
  complete: ({ id }) => complete(id),
};

/** Does what a control stands for, unless that is not possible now or already under way. Throws what the server answers. */
export async function perform(contact: Contact, control: Control): Promise<void> {
  const name = underWay(contact, control);
  if (!isPossible(contact, control) || useUnderWay.getState().names.has(name)) return;
  useUnderWay.setState(({ names }) => ({ names: new Set(names).add(name) }));
  try {
    await DEEDS[deedOf(contact, control)](contact);
  } finally {
    useUnderWay.setState(({ names }) => ({ names: new Set([...names].filter((each) => each !== name)) }));
  }
}

/** The microphone follows at once, before the server answers. */
async function setMuted(contact: Contact, muted: boolean): Promise<void> {
  const silent = (wish: boolean) => muteLocally(wish || !isHeard(contact));
  silent(muted);
  try {
    await mute(contact.id, muted);
  } catch (error) {
    silent(contact.part.muted);
    throw error;
  }
}

/** The call whose soft keypad is open. */
export const useKeypad = create<{ callId: string | null }>(() => ({ callId: null }));
export const toggleKeypad = ({ id, can }: Contact): void =>
  useKeypad.setState(({ callId }) => ({ callId: callId === id || !can.keypad ? null : id }));
export const closeKeypad = (): void => useKeypad.setState({ callId: null });
