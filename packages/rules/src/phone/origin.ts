import type { Bilingual } from "@cloverdesk/contracts";
import { areaName } from "./area-codes.ts";
import { callingCodeOf, countryName } from "./calling-codes.ts";
import { mobileCarrier } from "./carriers.ts";
import { readNational } from "./chinese.ts";

/** Region and carrier of a number (归属地), as far as the public numbering plan tells. */
export interface NumberOrigin {
  region: Bilingual | null;
  carrier: Bilingual | null;
}

/**
 * Chinese landlines have the city of their area code, Chinese mobiles the carrier of their prefix, foreign numbers their country.
 * The region of a Chinese mobile needs a bought table of number blocks and is null here.
 */
export function numberOrigin(e164: string): NumberOrigin {
  if (!/^\+[1-9]\d{2,14}$/.test(e164)) return { region: null, carrier: null };
  if (!e164.startsWith("+86")) return { region: countryName(callingCodeOf(e164.slice(1))), carrier: null };
  const number = readNational(e164.slice(3));
  if (number.kind === "fault") return { region: null, carrier: null };
  if (number.kind === "mobile") return { region: null, carrier: mobileCarrier(number.subscriber) ?? null };
  return { region: (number.area && areaName(number.area)) || null, carrier: null };
}
