import { z } from "zod";
import { id, moment, personRef } from "../kernel/shapes.ts";
import { text } from "../kernel/text.ts";

export const summaryState = z.enum(["none", "draft", "saved"]);
/** What came of a call for the business. */
export const businessResult = z.enum(["resolved", "follow_up", "escalated", "no_need", "unreached", "answering_machine"]);
export type BusinessResult = z.infer<typeof businessResult>;
export const summaryFields = z.object({
  categoryId: id.nullable(),
  issue: text(4000),
  solution: text(4000),
  result: businessResult.nullable(),
  custom: z.record(text(60), text(2000)).default({}),
});
export type SummaryFields = z.infer<typeof summaryFields>;
/** What one party writes about their part of a call. `version` is the draft's: a save names the one it was based on, so two tabs cannot overwrite each other unseen. */
export const summary = z.object({
  callId: id,
  /** The part that it is about; null in a call that nobody took. */
  partId: id.nullable(),
  version: z.number().int(),
  state: z.enum(["draft", "saved"]),
  fields: summaryFields,
  updatedAt: moment.nullable(),
  savedAt: moment.nullable(),
  by: personRef.nullable(),
  /** What it said before it was corrected, latest first; empty when it was saved once. */
  earlier: z.array(z.object({ version: z.number().int(), fields: summaryFields, savedAt: moment, by: personRef.nullable() })),
});
export type Summary = z.infer<typeof summary>;
