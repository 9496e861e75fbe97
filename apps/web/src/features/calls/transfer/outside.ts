import type { callEndpoints, Output } from "@cloverdesk/contracts";
import { digitsOf, type ParsedPhone, type PhoneFault, parseDialable, searchDigits } from "@cloverdesk/rules/phone";
import { fold } from "@cloverdesk/rules/text";

export type RecentNumber = Output<typeof callEndpoints.dialOptions>["recent"][number];

/** Digits of the shortest telephone numbers, such as emergency numbers. */
const FEWEST_DIGITS = 3;
const MOST_RECENT = 5;

/**
 * Reads the typed text as a telephone number; null when it is none, e.g. a name or a short employee number. `openCountries`: calling codes of the countries
 * that may be called, undefined while that is not known.
 */
export function typedNumber(typed: string, openCountries: readonly string[] | undefined): ParsedPhone | PhoneFault | null {
  if (digitsOf(typed).length < FEWEST_DIGITS) return null;
  const parsed = parseDialable(typed, { defaultCountry: "CN", openCountries });
  return !parsed.ok && (parsed.reason === "not_a_number" || parsed.reason === "empty") ? null : parsed;
}

/** Recently called numbers whose digits, or whose customer's name, contain the typed text. */
export function findRecent(typed: string, recent: RecentNumber[]): RecentNumber[] {
  const [wanted, digits] = [fold(typed).trim(), searchDigits(typed)];
  const fits = ({ number, name }: RecentNumber): boolean =>
    wanted === "" || (name !== null && fold(name).includes(wanted)) || (digits !== "" && digitsOf(number).includes(digits));
  return recent.filter(fits).slice(0, MOST_RECENT);
}
