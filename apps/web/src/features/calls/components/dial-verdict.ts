import type { Language } from "@cloverdesk/contracts";
import { formatPhone, type ParsedPhone, type PhoneFault, phoneFaultText } from "@cloverdesk/rules/phone";
import type { TFunction } from "i18next";

/** What a number is that can be called, or why it cannot be. */
export function dialVerdict(result: ParsedPhone | PhoneFault, t: TFunction, language: Language): string {
  if (!result.ok) return phoneFaultText(result)[language];
  return t("calls.dialpad.ok", { number: formatPhone(result.e164), kind: t(`calls.dialpad.kinds.${result.kind}`) });
}
