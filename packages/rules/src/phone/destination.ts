import { callingCodeOf } from "./calling-codes.ts";
import { readNational } from "./chinese.ts";

/** Why a number that exists is not called from here. */
export type DestinationFault = "destination_closed" | "satellite" | "shared_charge";

/** Prefixes behind `+` of satellite networks (ITU-T E.164 list: GMSS 881, Inmarsat 870, international networks 882 and 883). */
const SATELLITE = /^\+(?:870|881|882|883)/;
/** International premium rate 979, shared cost 808, universal personal numbers 878. */
const SHARED_CHARGE = /^\+(?:808|878|979)/;
/** Chinese mobile prefixes of satellite networks. */
const CHINESE_SATELLITE = /^(?:1349|174)/;

/**
 * Whether a number may be called where only these calling codes are open; undefined: every country is. Satellite networks and numbers that charge the caller
 * are never open.
 */
export function destinationFault(e164: string, openCountries: readonly string[] | undefined): DestinationFault | null {
  if (SATELLITE.test(e164)) return "satellite";
  if (SHARED_CHARGE.test(e164)) return "shared_charge";
  const code = callingCodeOf(e164.slice(1));
  if (code === "86") {
    const national = readNational(e164.slice(3));
    if (national.kind === "mobile" && CHINESE_SATELLITE.test(national.subscriber)) return "satellite";
  }
  return openCountries === undefined || openCountries.includes(code) ? null : "destination_closed";
}
