import { callingCodeOf } from "./calling-codes.ts";
import { readNational } from "./chinese.ts";

/** Groups of three, the last one or two of four: 3 4 4, 3 3 4, 4 4, 3 4. Up to five digits stay together. */
function grouped(digits: string): string {
  if (digits.length <= 5) return digits;
  const fours = digits.length % 3;
  const threes = digits.slice(0, digits.length - fours * 4);
  const groups: string[] = [...(threes.match(/\d{3}/g) ?? [])];
  for (let at = threes.length; at < digits.length; at += 4) groups.push(digits.slice(at, at + 4));
  return groups.join(" ");
}

/** The number in pieces: what names the place (area or calling code) and what names the subscriber. Null for what is no E.164. */
function pieces(e164: string): { place: string; rest: string; kind: "mobile" | "landline" | "service" | "other" } | null {
  if (!/^\+[1-9]\d{2,14}$/.test(e164)) return null;
  if (e164.startsWith("+86")) {
    const number = readNational(e164.slice(3));
    if (number.kind !== "fault") return { place: number.area && `0${number.area}`, rest: number.subscriber, kind: number.kind };
  }
  const code = callingCodeOf(e164.slice(1));
  return { place: `+${code}`, rest: e164.slice(1 + code.length), kind: "other" };
}

/**
 * A number as people read it: `138 0013 8000`, `010 5555 0100`, `400 555 0100`, `95588`, `+1 415 555 0100`. Anything that is no E.164
 * number (`anonymous`, an extension) comes back unchanged.
 */
export function formatPhone(e164: string): string {
  const number = pieces(e164);
  if (!number) return e164;
  const rest = number.kind === "service" && number.rest.length < 10 ? number.rest : grouped(number.rest);
  return number.place ? `${number.place}${number.place === "+" ? "" : " "}${rest}` : rest;
}

/**
 * A number with its middle hidden: `138 **** 8000`, `010 **** 0100`, `+1 *** *** 0100`. Service numbers name no person and stay whole;
 * unknown texts with seven digits or more keep their last four.
 */
export function maskPhone(e164: string): string {
  const number = pieces(e164);
  if (number?.kind === "service") return formatPhone(e164);
  if (number?.kind === "mobile") return `${number.rest.slice(0, 3)} **** ${number.rest.slice(-4)}`;
  const rest = number ? grouped(number.rest) : e164;
  const masked = maskAllButLastFour(rest);
  return number ? `${number.place}${number.place === "+" ? "" : " "}${masked}` : masked;
}

function maskAllButLastFour(text: string): string {
  const total = text.replace(/\D/g, "").length;
  if (total < 5) return text;
  // Five and six digits would show most of themselves: two are enough to recognize them.
  const shown = total < 7 ? 2 : 4;
  let seen = 0;
  return text.replace(/\d/g, (digit) => (seen++ < total - shown ? "*" : digit));
}
