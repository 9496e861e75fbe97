import type { Bilingual, Contact, Language } from "@cloverdesk/contracts";
import i18next from "i18next";
import { formatPhone } from "../../../shared/hooks/index.ts";

/** Customer's name, else the number in groups, else that it is withheld. For components that use the translation, so that they follow the language. */
export function whoIs(contact: { customer: { name: string } | null; number: string }): string {
  return contact.customer?.name ?? (formatPhone(contact.number) || i18next.t("shell.phone.anonymous"));
}

/** `Service line › Orders`: how a call came to the agent. */
export function wayText(contact: Pick<Contact, "hotline" | "skillGroup"> | undefined, language: Language): string {
  return [contact?.hotline?.name[language], contact?.skillGroup?.name[language]].filter(Boolean).join(" › ");
}

/** `上海 移动`: what is known of a number's region and carrier. */
export function originText(origin: { region: Bilingual | null; carrier: Bilingual | null }, language: Language): string {
  return [origin.region?.[language], origin.carrier?.[language]].filter(Boolean).join(" ");
}
