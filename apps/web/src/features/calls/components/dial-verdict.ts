import type { Language } from "@cloverdesk/contracts";
import { formatPhone, type ParsedPhone, type PhoneFault, phoneFaultText } from "@cloverdesk/rules/phone";
import type { TFunction } from "i18next";

/** Describes a number that can be called, or says why it cannot be. */
export function dialVerdict(result: ParsedPhone | PhoneFault, t: TFunction, language: Language): string {
  if (!result.ok) return phoneFaultText(result)[language];
  return t("calls.dialpad.ok", { number: formatPhone(result.e164), kind: t(`calls.dialpad.kinds.${result.kind}`) });
}
