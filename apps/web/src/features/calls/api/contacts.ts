import type { Contact, MyAgent } from "@cloverdesk/contracts";

export interface Contacts {
  inService: Contact[];
  ended: Contact[];
}

const onlyRang = ({ part }: Contact) => part.outcome === "missed" || part.outcome === "withdrawn";

/** Whether a summary is still to be saved. Who was only asked about a call may write one, but nobody waits for it. */
export const owesSummary = ({ part }: Contact): boolean =>
  part.summaryState !== "saved" && (part.role !== "consulted" || part.summaryState === "draft");

/** Newest first by when it began; ended ones by when they ended. */
const byStart = (a: Contact, b: Contact) => b.startedAt.localeCompare(a.startedAt);
const byEnd = (a: Contact, b: Contact) => (b.endedAt ?? "").localeCompare(a.endedAt ?? "");

export function findContact(contacts: Contacts, id: string): Contact | undefined {
  return contacts.inService.find((c) => c.id === id) ?? contacts.ended.find((c) => c.id === id);
}

/** The call that an agent is on, whatever else is being looked at. */
export const liveContact = ({ inService }: Contacts): Contact | undefined => inService.find(({ state }) => state !== "ringing");

/**
 * The contact that is open: the call that an agent is on, and after it the one whose wrap-up they are in. News of a call and of its agent come one
 * after the other: a call that has ended stays open while its agent is still told as on it, or the strip would go and come back without the focus.
 */
export function openContact(contacts: Contacts, agent: Pick<MyAgent, "state" | "callId"> | undefined): Contact | undefined {
  const mine = agent?.state === "on_call" || agent?.state === "wrap_up" ? agent.callId : null;
  return liveContact(contacts) ?? (mine ? findContact(contacts, mine) : undefined);
}

export function withoutContact<T extends Contacts>(contacts: T, id: string): T {
  return { ...contacts, inService: contacts.inService.filter((c) => c.id !== id), ended: contacts.ended.filter((c) => c.id !== id) };
}

/**
 * Puts a contact where it belongs now: among those in service, among the ended, or away when it only rang here. One that is older than what is at
 * hand changes nothing.
 */
export function withContact<T extends Contacts>(contacts: T, contact: Contact): T {
  const known = findContact(contacts, contact.id);
  if (known && known.version > contact.version) return contacts;
  const rest = withoutContact(contacts, contact.id);
  if (onlyRang(contact)) return rest;
  if (contact.state === "ended") return { ...rest, ended: [contact, ...rest.ended].sort(byEnd) };
  return { ...rest, inService: [contact, ...rest.inService].sort(byStart) };
}
