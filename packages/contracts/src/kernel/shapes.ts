import { z } from "zod";
import { code, line, text } from "./text.ts";

/** Row ids are UUIDs, so that a draft or a command retried with the same id is the same row. */
export const id = z.uuid();
/** A page of a browser, as it names itself. */
export const tabId = code(/^[\x21-\x7E]{8,64}$/);
/** Moments are ISO 8601 in UTC with milliseconds. No calendar of the product reaches behind 1900; year 0000 is none of PostgreSQL's. */
export const moment = z.iso.datetime().refine((text) => text >= "1900", "no such moment");
/** A day without a time zone, `YYYY-MM-DD`. */
export const day = z.iso.date().refine((text) => text >= "1900", "no such day");
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A time zone's IANA name, e.g. `Asia/Shanghai`. */
export const timeZone = text(60, 1).refine(isTimeZone, "unknown time zone");
/** A telephone number as dialled over the trunk: E.164, e.g. `+8613800138000`. */
export const e164 = code(/^\+[1-9]\d{5,14}$/);
/** A telephone number as it is shown to this person. Where settings mask numbers, `number` is the mask and `numberFull` is null. */
export const shownNumber = { number: z.string(), numberFull: z.string().nullable() };
export const language = z.enum(["zh", "en"]);
export type Language = z.infer<typeof language>;
/** A name in both interface languages. */
export const bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingual>;
/** The same as people write it. */
export const bilingualLine = (max: number, min = 0) => z.object({ zh: line(max, min), en: line(max, min) });
/** Person as shown beside their work. */
export const personRef = z.object({ id, name: z.string() });
/** Skill group and hotline as shown beside work. */
export const skillGroupRef = z.object({ id, name: bilingual });
export const hotlineRef = z.object({ number: e164, name: bilingual });
export const ok = z.object({ ok: z.literal(true) });
