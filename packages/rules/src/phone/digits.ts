import { fold } from "../text/fold.ts";
import { areaName } from "./area-codes.ts";

/** The digits of a text in their order, full-width ones as ASCII; everything else is dropped. */
export function digitsOf(text: string): string {
  return fold(text).replace(/\D/g, "");
}

/**
 * What to look for inside stored E.164 numbers when a person types part of a number in national form: `010-5555` → `105555`,
 * `0086 138` → `86138`, `0138 0013` → `1380013`. A plain part (`0100`, `8000`) stays as typed.
 */
export function searchDigits(text: string): string {
  const digits = digitsOf(text);
  if (/^00[1-9]\d/.test(digits)) return digits.slice(2);
  if (/^01[3-9]\d/.test(digits)) return digits.slice(1);
  const area = /^0(10|2\d|[3-9]\d{2})[2-9]/.exec(digits)?.[1];
  return area && areaName(area) ? digits.slice(1) : digits;
}
