import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Whether a number of whatever country charges the caller beyond the call: premium rate and shared cost. Loads the numbering plans of all countries: for servers. */
export function isPremium(e164: string): boolean {
  const type = parsePhoneNumberFromString(e164)?.getType();
  return type === "PREMIUM_RATE" || type === "SHARED_COST";
}
