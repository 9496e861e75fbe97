import { z } from "zod";

/** Row ids are UUIDs, so that a draft or a command retried with the same id is the same row. */
export const id = z.uuid();
/** Moments are ISO 8601 in UTC with milliseconds. */
export const moment = z.iso.datetime();
/** A telephone number as dialled over the trunk: E.164, e.g. `+8613800138000`. */
export const e164 = z.string().regex(/^\+[1-9]\d{5,14}$/);
export const language = z.enum(["zh", "en"]);
export type Language = z.infer<typeof language>;
/** A name in both interface languages. */
export const bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingual>;
/** Person as shown beside their work. */
export const personRef = z.object({ id, name: z.string() });
/** Skill group and hotline as shown beside work. */
export const skillGroupRef = z.object({ id, name: bilingual });
export const hotlineRef = z.object({ number: e164, name: bilingual });
export const ok = z.object({ ok: z.literal(true) });
