import { z } from "zod";
import { bilingual } from "../../kernel/shapes.ts";
import { code, text } from "../../kernel/text.ts";

/** Ids of prompts known to the voice service (files of its prompt folder), e.g. `zh/greeting`. */
const prompts = z.array(text(120, 1)).min(1);
const key = code(/^[0-9*#]$/);
const nodeBase = { id: text(60, 1), title: bilingual };

/** Conditions a flow may branch on. */
export const ivrCondition = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("business_hours") }),
  z.object({ kind: z.literal("caller_in"), numbers: z.array(z.string()) }),
  z.object({ kind: z.literal("customer_level"), levels: z.array(z.string()) }),
  z.object({ kind: z.literal("variable_equals"), name: z.string(), value: z.string() }),
]);

export const ivrNode = z.discriminatedUnion("kind", [
  z.object({ ...nodeBase, kind: z.literal("play"), prompts, next: z.string() }),
  z.object({
    ...nodeBase,
    kind: z.literal("menu"),
    prompts,
    choices: z.record(key, z.string()),
    timeoutMs: z.number().int().min(1000).max(60_000),
    retries: z.number().int().min(0).max(9),
    invalidPrompts: prompts.optional(),
    noInputPrompts: prompts.optional(),
    onFail: z.string(),
  }),
  z.object({
    ...nodeBase,
    kind: z.literal("collect"),
    prompts,
    variable: z.string(),
    minDigits: z.number().int().min(1).max(32),
    maxDigits: z.number().int().min(1).max(32),
    terminator: key.optional(),
    timeoutMs: z.number().int().min(1000).max(60_000),
    retries: z.number().int().min(0).max(9),
    invalidPrompts: prompts.optional(),
    next: z.string(),
    onFail: z.string(),
  }),
  z.object({ ...nodeBase, kind: z.literal("condition"), when: ivrCondition, yes: z.string(), no: z.string() }),
  z.object({ ...nodeBase, kind: z.literal("set"), variable: z.string(), value: z.string(), next: z.string() }),
  z.object({
    ...nodeBase,
    kind: z.literal("queue"),
    skillGroupId: z.string(),
    priority: z.number().int().min(0).max(9),
    maxWaitMs: z.number().int().min(1000).nullable(),
    welcomePrompts: prompts.optional(),
    music: z.string(),
    announceEveryMs: z.number().int().min(5000).nullable(),
    announcePrompts: prompts.optional(),
    announcePosition: z.boolean(),
    overflow: z.string(),
  }),
  z.object({ ...nodeBase, kind: z.literal("hang_up"), prompts: prompts.optional() }),
]);
export type IvrNode = z.infer<typeof ivrNode>;

/** One published version of a flow: running calls finish on the version they began with. */
export const ivrFlow = z.object({ start: z.string(), nodes: z.array(ivrNode).min(1) });
export type IvrFlow = z.infer<typeof ivrFlow>;
