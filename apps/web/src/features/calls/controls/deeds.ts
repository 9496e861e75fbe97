import type { Contact } from "@cloverdesk/contracts";
import { create } from "zustand";
import { hangUp, hold, mute, resume } from "../api/commands.ts";
import { muteLocally } from "../audio/session.ts";

export type Control = "mute" | "hold" | "hangUp";

/** Controls whose answer is awaited, as `call id, control`: a key and a click do nothing twice. */
export const useUnderWay = create<{ names: ReadonlySet<string> }>(() => ({ names: new Set() }));
export const underWay = (contact: Contact, control: Control): string => `${contact.id} ${control}`;

const POSSIBLE: Record<Control, (contact: Contact) => boolean> = {
  mute: ({ can }) => can.mute,
  hold: ({ can, state }) => (state === "held" ? can.resume : can.hold),
  hangUp: ({ can }) => can.hangUp,
};
/** Whether the server allows it now. */
export const isPossible = (contact: Contact, control: Control): boolean => POSSIBLE[control](contact);

const DEEDS: Record<Control, (contact: Contact) => Promise<void>> = {
  mute: toggleMute,
  hold: ({ id, state }) => (state === "held" ? resume(id) : hold(id)),
  hangUp: ({ id }) => hangUp(id),
};

/** Does what a control stands for, unless that is not possible now or already under way. Throws what the server answers. */
export async function perform(contact: Contact, control: Control): Promise<void> {
  const name = underWay(contact, control);
  if (!isPossible(contact, control) || useUnderWay.getState().names.has(name)) return;
  useUnderWay.setState(({ names }) => ({ names: new Set(names).add(name) }));
  try {
    await DEEDS[control](contact);
  } finally {
    useUnderWay.setState(({ names }) => ({ names: new Set([...names].filter((each) => each !== name)) }));
  }
}

/** The microphone follows at once, before the server answers. */
async function toggleMute(contact: Contact): Promise<void> {
  const muted = !contact.part.muted;
  const silent = (wish: boolean) => muteLocally(wish || contact.state !== "talking");
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
