import { z } from "zod";
import { bilingual, id } from "../kernel/shapes.ts";

/** A skill group with what it serves and how many people belong to it. */
export const skillGroup = z.object({ id, name: bilingual, hotline: z.boolean(), ticket: z.boolean(), members: z.number().int() });
export type SkillGroupItem = z.infer<typeof skillGroup>;
