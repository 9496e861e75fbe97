import { areaName } from "./area-codes.ts";

/** A number of mainland China taken apart. `area` has no trunk `0` and is "" for mobiles and nation-wide service numbers. */
export interface ChineseNumber {
  kind: "mobile" | "landline" | "service";
  area: string;
  subscriber: string;
}

/** Why digits are no Chinese number; `missing` and `extra` count digits where the plan fixes the length. */
export interface ChineseFault {
  kind: "fault";
  reason: "too_short" | "too_long" | "invalid";
  missing?: number;
  extra?: number;
}

const MOBILE_DIGITS = 11;

/**
 * Short and free-phone numbers: 110–119 and 120–122 (emergency and network services), 11xxx, 116114, 100xx (carriers; with
 * sub-services), 1010xxxx, 123xx–129xx (government), 95xxx–95xxxxxx (banks, insurers, couriers), 96xxx(x) (regional), 400 and 800.
 */
const SERVICE = /^(?:11\d|12[0-2]|11\d{3}|116114|100\d{2}(?:\d{1,3})?|1010\d{4}|12[3-9]\d{2}|95\d{3,6}|96\d{3,4}|[48]00\d{7})$/;

const fault = (reason: ChineseFault["reason"], count: Pick<ChineseFault, "missing" | "extra"> = {}): ChineseFault => ({
  kind: "fault",
  reason,
  ...count,
});

function areaOf(national: string): string {
  return national.startsWith("10") || national.startsWith("2") ? national.slice(0, 2) : national.slice(0, 3);
}

function readMobile(national: string): ChineseNumber | ChineseFault {
  const difference = national.length - MOBILE_DIGITS;
  if (difference < 0) return fault("too_short", { missing: -difference });
  if (difference > 0) return fault("too_long", { extra: difference });
  return { kind: "mobile", area: "", subscriber: national };
}

/** Subscriber numbers have 8 digits behind two-digit area codes, 7 or 8 behind three-digit ones. */
function readLandline(national: string): ChineseNumber | ChineseFault {
  const area = areaOf(national);
  const subscriber = national.slice(area.length);
  if (!areaName(area)) return fault("invalid");
  if (SERVICE.test(subscriber) && subscriber.length < 7) return { kind: "service", area, subscriber };
  const shortest = area.length === 2 ? 8 : 7;
  if (subscriber.length < shortest) return fault("too_short", { missing: shortest - subscriber.length });
  if (subscriber.length > 8) return fault("too_long", { extra: subscriber.length - 8 });
  return /^[2-9]/.test(subscriber) ? { kind: "landline", area, subscriber } : fault("invalid");
}

/** Reads the digits that follow `+86`, without trunk `0`. */
export function readNational(national: string): ChineseNumber | ChineseFault {
  if (SERVICE.test(national)) return { kind: "service", area: "", subscriber: national };
  if (/^1[3-9]/.test(national)) return readMobile(national);
  if (national.length < 5) return fault("too_short");
  return readLandline(national);
}

/**
 * Reads digits as they are dialled or written inside China: with or without trunk `0` (spreadsheets lose it), `86` without plus, and
 * `0` before a mobile.
 */
export function readDialled(digits: string): ChineseNumber | ChineseFault {
  if (digits.startsWith("86") && digits.length >= 12) return readNational(digits.slice(digits[2] === "0" ? 3 : 2));
  if (digits.startsWith("0")) return /^01[3-9]/.test(digits) ? readMobile(digits.slice(1)) : readTrunk(digits.slice(1));
  if (SERVICE.test(digits)) return { kind: "service", area: "", subscriber: digits };
  if (/^1[3-9]/.test(digits)) return readMobile(digits);
  // A landline without its zero is believed only when it is whole: fewer digits may as well lack the area code.
  return digits.length < 10 ? fault("too_short") : readLandline(digits);
}

function readTrunk(national: string): ChineseNumber | ChineseFault {
  return national.length < 4 ? fault("too_short") : readLandline(national);
}

/** E.164 of a number taken apart. */
export function chineseE164(number: ChineseNumber): string {
  return `+86${number.area}${number.subscriber}`;
}

/** Digits as dialled inside China: `13800138000`, `01055550100`, `95588`. */
export function chineseNational(number: ChineseNumber): string {
  return number.area ? `0${number.area}${number.subscriber}` : number.subscriber;
}
