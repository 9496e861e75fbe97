import type { Consultation, Contact } from "@cloverdesk/contracts";
import type { TFunction } from "i18next";

type Asking = Pick<Contact, "consultations" | "part">;

/** The consultation that is under way; undefined when nobody is asked. */
export const openConsultation = ({ consultations, part }: Asking): Consultation | undefined =>
  part.state === "ended" ? undefined : consultations.findLast(({ state }) => state !== "ended");

/** Whether this person is the one who is asked. */
export const isAsked = ({ part }: Pick<Contact, "part">): boolean => part.role === "consulted";

/** Whether somebody hears what this person says: the customer, or the other agent. */
export function isHeard(contact: Pick<Contact, "state"> & Asking): boolean {
  const consultation = openConsultation(contact);
  if (!consultation) return contact.state === "talking";
  if (consultation.state === "with_customer") return !isAsked(contact);
  return consultation.state !== "ringing";
}

/** Who talks with whom, and who hears music, as this person is told. */
export function consultationText(contact: Asking, t: TFunction): string | null {
  const consultation = openConsultation(contact);
  if (!consultation || consultation.state === "ended") return null;
  return isAsked(contact)
    ? t(`calls.consult.asked.${consultation.state}`, { name: consultation.asker.name })
    : t(`calls.consult.asking.${consultation.state}`, { name: consultation.colleague.name });
}

/** Why the customer is back with this person, who did not ask for that; null otherwise. */
export function whyBack(contact: Asking & Pick<Contact, "state">, t: TFunction): { id: string; text: string } | null {
  const last = contact.consultations.at(-1);
  const outcome = last?.outcome;
  if (!last || last.partId !== contact.part.id || contact.state !== "talking") return null;
  if (outcome !== "missed" && outcome !== "gone" && outcome !== "colleague_left") return null;
  return { id: last.id, text: t(`calls.consult.why.${outcome}`, { name: last.colleague.name }) };
}

/** What became of a consultation, for lists. */
export const becameText = ({ state, outcome }: Consultation, t: TFunction): string =>
  state === "ended" ? t(`calls.consult.outcomes.${outcome ?? "back"}`) : t("calls.consult.underWay");
