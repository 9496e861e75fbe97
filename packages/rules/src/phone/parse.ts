import { type CountryCode, parsePhoneNumberFromString, validatePhoneNumberLength } from "libphonenumber-js/min";
import { callingCodeOf } from "./calling-codes.ts";
import { type ChineseFault, type ChineseNumber, chineseE164, chineseNational, readDialled, readNational } from "./chinese.ts";
import { type DestinationFault, destinationFault } from "./destination.ts";
import { type FoldedPhone, foldPhone } from "./fold.ts";
import { isEmergency } from "./value.ts";

export type PhoneKind = "mobile" | "landline" | "service" | "other";

/**
 * A number that can be dialled. `national` is digits as dialled inside its country (`13800138000`, `01055550100`, `95588`). `kind` is
 * known for China; abroad it is `other`. Emergency numbers (110, 119, 120, 122) are `service`; see `parseDialable`.
 */
export interface ParsedPhone {
  ok: true;
  e164: string;
  national: string;
  kind: PhoneKind;
  /** Extension written behind the number (转8001), digits only. */
  extension?: string;
}

/** `missing` and `extra` count digits where the numbering plan fixes the length. */
export interface PhoneFault {
  ok: false;
  reason: "empty" | "too_short" | "too_long" | "not_a_number" | "invalid" | "emergency" | DestinationFault;
  missing?: number;
  extra?: number;
  /** Of a country that is not open. */
  callingCode?: string;
}

export interface ParseOptions {
  /** Country of numbers written without a country code. */
  defaultCountry: CountryCode;
}

export interface DialableOptions extends ParseOptions {
  /** Calling codes of the countries that may be called; undefined: all. */
  openCountries?: readonly string[] | undefined;
}

const CHINA: ParseOptions = { defaultCountry: "CN" };
const PLAIN_MOBILE = /^(?:\+86)?(1[3-9]\d{9})$/;

/**
 * Reads a phone number pasted in any format. Chinese numbers never reach the general library, so that 100,000 rows cost a fraction of a
 * second. Never throws.
 */
export function parsePhone(text: string, options: ParseOptions = CHINA): ParsedPhone | PhoneFault {
  const plain = options.defaultCountry === "CN" || text.startsWith("+") ? PLAIN_MOBILE.exec(text) : null;
  if (plain?.[1]) return { ok: true, e164: `+86${plain[1]}`, national: plain[1], kind: "mobile" };
  const folded = foldPhone(text);
  if (!folded) return { ok: false, reason: "not_a_number" };
  if (folded.digits === "") return { ok: false, reason: "empty" };
  const parsed = readFolded(folded, options.defaultCountry);
  return parsed.ok && folded.extension ? { ...parsed, extension: folded.extension } : parsed;
}

/**
 * Reads a number that is to be called. Emergency numbers are refused, also behind an area or country code (`010-110`, `+86 10 110`): help would be sent
 * to where the hotline is. So are destinations that are not open ({@link destinationFault}).
 */
export function parseDialable(text: string, { openCountries, ...options }: DialableOptions = CHINA): ParsedPhone | PhoneFault {
  const parsed = parsePhone(text, options);
  if (!parsed.ok) return parsed;
  if (isEmergency(parsed.e164)) return { ok: false, reason: "emergency" };
  const reason = destinationFault(parsed.e164, openCountries);
  if (reason === null) return parsed;
  return { ok: false, reason, ...(reason === "destination_closed" && { callingCode: callingCodeOf(parsed.e164.slice(1)) }) };
}

function readFolded(folded: FoldedPhone, country: CountryCode): ParsedPhone | PhoneFault {
  const { digits } = folded;
  const abroad = folded.plus ? digits : /^00[1-9]/.test(digits) ? digits.slice(2) : null;
  if (abroad === null && country !== "CN") return readAbroad(digits, country);
  if (abroad !== null && !abroad.startsWith("86")) return readAbroad(`+${abroad}`, undefined);
  const chinese = abroad === null ? readDialled(digits) : readNational(abroad.slice(abroad[2] === "0" ? 3 : 2));
  if (chinese.kind !== "fault") return accept(chinese);
  return withExtensionGroup(folded, country) ?? unlistedArea(digits, abroad, chinese) ?? refuse(chinese);
}

function accept(number: ChineseNumber): ParsedPhone {
  return { ok: true, e164: chineseE164(number), national: chineseNational(number), kind: number.kind };
}

function refuse({ kind: _, ...why }: ChineseFault): PhoneFault {
  return { ok: false, ...why };
}

/** `010-55550100-8001`: a last group too many behind a whole landline or service number is its extension. */
function withExtensionGroup(folded: FoldedPhone, country: CountryCode): ParsedPhone | null {
  const last = folded.groups.at(-1) ?? "";
  if (folded.extension || folded.groups.length < 2 || last.length > 6) return null;
  const groups = folded.groups.slice(0, -1);
  const parsed = readFolded({ ...folded, groups: [], digits: groups.join("") }, country);
  return parsed.ok && (parsed.kind === "landline" || parsed.national.length === 10) ? { ...parsed, extension: last } : null;
}

/** The numbering plan moves on: a well-formed landline with an area code that our table lacks is left to the library. */
function unlistedArea(digits: string, abroad: string | null, why: ChineseFault): ParsedPhone | null {
  const national = abroad !== null ? abroad.slice(2) : digits.startsWith("0") ? digits.slice(1) : "";
  if (why.reason !== "invalid" || !/^[3-9]\d{2}[2-9]\d{6,7}$/.test(national)) return null;
  const parsed = parsePhoneNumberFromString(`+86${national}`);
  return parsed?.isValid() ? { ok: true, e164: parsed.number, national: `0${national}`, kind: "landline" } : null;
}

function readAbroad(digits: string, country: CountryCode | undefined): ParsedPhone | PhoneFault {
  const parsed = parsePhoneNumberFromString(digits, country);
  if (parsed?.isValid()) return { ok: true, e164: parsed.number, national: parsed.nationalNumber, kind: "other" };
  const why = validatePhoneNumberLength(digits, country);
  if (why === "TOO_SHORT") return { ok: false, reason: "too_short" };
  return { ok: false, reason: why === "TOO_LONG" ? "too_long" : "invalid" };
}
