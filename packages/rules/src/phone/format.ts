import { callingCodeOf } from "./calling-codes.ts";
import { readNational } from "./chinese.ts";
import { phoneParts } from "./value.ts";

/** Groups of three, the last one or two of four: 3 4 4, 3 3 4, 4 4, 3 4. Up to five digits stay together. */
function grouped(digits: string): string {
  if (digits.length <= 5) return digits;
  const fours = digits.length % 3;
  const threes = digits.slice(0, digits.length - fours * 4);
  const groups: string[] = [...(threes.match(/\d{3}/g) ?? [])];
  for (let at = threes.length; at < digits.length; at += 4) groups.push(digits.slice(at, at + 4));
  return groups.join(" ");
}

/**
 * The subscriber's digits of a foreign number as its country groups them, or null for a number outside of the country's plan. The one that knows the
 * plans of all countries is in abroad.ts; it is large, so that a page loads it after it is painted.
 */
export type GroupAbroad = (e164: string, callingCode: string) => string | null;

interface Pieces {
  /** Area or calling code with what is written before it: `010`, `+44`; "" for Chinese mobile and service numbers. */
  place: string;
  /** Digits of the subscriber. */
  subscriber: string;
  /** The subscriber's digits in groups. */
  rest: string;
  kind: "mobile" | "landline" | "service" | "other";
}

/** The number in pieces. Null for what is no E.164. */
function pieces(e164: string, groupAbroad: GroupAbroad): Pieces | null {
  if (!/^\+[1-9]\d{2,14}$/.test(e164)) return null;
  if (e164.startsWith("+86")) {
    const number = readNational(e164.slice(3));
    if (number.kind !== "fault") {
      const { area, subscriber, kind } = number;
      const rest = kind === "service" && subscriber.length < 10 ? subscriber : grouped(subscriber);
      return { place: area && `0${area}`, subscriber, rest, kind };
    }
  }
  const code = callingCodeOf(e164.slice(1));
  const subscriber = e164.slice(1 + code.length);
  return { place: `+${code}`, subscriber, rest: (code && groupAbroad(e164, code)) || grouped(subscriber), kind: "other" };
}

const written = (place: string, rest: string): string => (place === "" ? rest : `${place}${place === "+" ? "" : " "}${rest}`);

/** Writes and masks numbers; foreign ones are grouped by `groupAbroad`, or evenly where it answers null. */
export function phoneFormat(groupAbroad: GroupAbroad) {
  /**
   * A number as people read it: `138 0013 8000`, `010 5555 0100`, `400 555 0100`, `95588`, `+1 415 555 0100`, with its extension `010 5555 0100 #8001`.
   * Anything that is no number (`anonymous`) comes back unchanged.
   */
  function formatPhone(value: string): string {
    const { e164, extension } = phoneParts(value);
    const number = pieces(e164, groupAbroad);
    return `${number ? written(number.place, number.rest) : e164}${extension ? ` #${extension}` : ""}`;
  }

  /**
   * A number with its middle hidden: `138 **** 8000`, `010 **** 0100`, `+1 *** *** 0100`. Service numbers name no person and stay whole;
   * unknown texts with seven digits or more keep their last four. An extension is left out.
   */
  function maskPhone(value: string): string {
    const { e164 } = phoneParts(value);
    const number = pieces(e164, groupAbroad);
    if (number?.kind === "service") return formatPhone(e164);
    if (number?.kind === "mobile") return `${number.subscriber.slice(0, 3)} **** ${number.subscriber.slice(-4)}`;
    return number ? written(number.place, maskAllButLastFour(number.rest)) : maskAllButLastFour(e164);
  }
  return { formatPhone, maskPhone };
}

function maskAllButLastFour(text: string): string {
  const total = text.replace(/\D/g, "").length;
  if (total < 5) return text;
  // Five and six digits would show most of themselves: two are enough to recognize them.
  const shown = total < 7 ? 2 : 4;
  let seen = 0;
  return text.replace(/\d/g, (digit) => (seen++ < total - shown ? "*" : digit));
}
