import { z } from "zod";

/** NUL, which PostgreSQL cannot store, and half of a surrogate pair, which is no character (the `u` flag matches lone ones only). */
const UNSTORABLE = /\0|\p{Surrogate}/u;
/** A character with a shape: `min` counts only texts that have one. */
const SHAPE = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;

/** Checks a string's characters and its length in code points. `minLength` and `maxLength` stand in OpenAPI, which counts code points as well. */
function checked(schema: z.ZodString, min: number, max: number): z.ZodString {
  return schema
    .check(({ value, issues }) => {
      if (UNSTORABLE.test(value)) issues.push({ code: "custom", input: value, message: "contains a character that cannot be stored" });
      const length = value.length <= max && value.length === 0 ? 0 : lengthOf(value, max);
      if (length > max) issues.push({ code: "too_big", origin: "string", maximum: max, inclusive: true, input: value });
      if (length < min || (min > 0 && !SHAPE.test(value)))
        issues.push({ code: "too_small", origin: "string", minimum: min, inclusive: true, input: value });
    })
    .meta({ ...(min > 0 && { minLength: min }), maxLength: max });
}

/** Code points of a text. A text of twice the limit is not counted to its end: it is too long in any case. */
const lengthOf = (value: string, max: number): number => (value.length > 2 * max ? value.length : [...value].length);

/** Text of several lines, kept as typed; lengths in code points. With a minimum, invisible characters alone are too few. */
export const text = (max: number, min = 0): z.ZodString => checked(z.string(), min, max);

/** Text of one line: spaces at its ends are dropped before it is measured. */
export const line = (max: number, min = 0): z.ZodString => checked(z.string().trim(), min, max);

/** An identifier that follows a pattern, which must be anchored. */
export const code = (pattern: RegExp, message?: string): z.ZodString => z.string().regex(pattern, message);

/** A telephone number in any spelling; the command reads it with `rules/phone`. */
export const phone = (min = 1): z.ZodString => line(60, min);
