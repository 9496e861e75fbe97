import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { GroupAbroad } from "./format.ts";

/** Each country groups its numbers in its own way: +44 20 7946 0958, +33 1 23 45 67 89. */
export const groupAbroad: GroupAbroad = (e164, callingCode) => {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed?.isValid()) return null;
  return parsed
    .formatInternational()
    .slice(callingCode.length + 1)
    .trim();
};
