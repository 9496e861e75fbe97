import { readNational } from "./chinese.ts";

const EXTENSION = ";ext=";

/** A number with its extension as it is kept (RFC 3966 without its scheme): `+861055550100;ext=8001`. */
export const phoneValue = ({ e164, extension }: { e164: string; extension?: string }): string =>
  extension ? `${e164}${EXTENSION}${extension}` : e164;

/** The parts of a kept number. */
export function phoneParts(value: string): { e164: string; extension: string | null } {
  const at = value.indexOf(EXTENSION);
  return at < 0 ? { e164: value, extension: null } : { e164: value.slice(0, at), extension: value.slice(at + EXTENSION.length) };
}

/**
 * Digits by which a kept number is found: as dialled inside China without trunk `0`, or with the country code of another country; then its extension.
 * Every spelling that people type ends with, or is a part of, the first.
 */
export function phoneSearchForms(value: string): string[] {
  const { e164, extension } = phoneParts(value);
  const digits = e164.replace(/^\+86/, "").replace(/\D/g, "");
  return [digits, extension ?? ""].filter((form) => form !== "");
}

/** Whether help would be sent: police 110, fire 119, ambulance 120, traffic 122 and the numbers beside them, alone or behind an area or country code. */
export function isEmergency(e164: string): boolean {
  if (!e164.startsWith("+86")) return false;
  const number = readNational(e164.slice(3));
  return number.kind === "service" && /^1[12]\d$/.test(number.subscriber);
}
