import { z } from "zod";
import { type Bilingual, id, moment } from "../../kernel/shapes.ts";
import { priority } from "../fields/shapes.ts";

/** Where *next task* looks: what is in the person's own hands, what waits in their groups, or both. */
export const worklistScope = z.enum(["all", "mine", "group"]);
export type WorklistScope = z.infer<typeof worklistScope>;
/** What comes first, after callbacks that are due: the earlier due time, or the higher priority. The other one decides among equals, then the age. */
export const worklistOrder = z.enum(["due", "priority"]);
export type WorklistOrder = z.infer<typeof worklistOrder>;

/** Why a ticket was next, with the values that were seen. `rule` is the first of the order that said something about the ticket. */
export const taskReason = z.object({
  rule: z.enum(["callback", "due", "priority", "age"]),
  /** It was in the person's hands already, or waited in a group and was claimed. */
  from: z.enum(["mine", "group"]),
  dueAt: moment.nullable(),
  priority,
  createdAt: moment,
});
export type TaskReason = z.infer<typeof taskReason>;

/** The ticket that a person works on: it stays theirs until it is moved along its flow, skipped or handed over. */
export const task = z.object({
  ticketId: id,
  /** Where the ticket stood when it was taken. */
  node: z.string(),
  takenAt: moment,
  why: taskReason,
});
export type Task = z.infer<typeof task>;

export const worklist = z.object({
  task: task.nullable(),
});
export type Worklist = z.infer<typeof worklist>;

/** Why somebody passes a task by, each with one meaning. */
export const SKIP_REASONS = {
  wrong_data: { zh: "资料有误或不全", en: "Data wrong or missing" },
  bad_time: { zh: "此时不宜打扰", en: "Not a good time to call" },
  not_mine: { zh: "需由他人处理", en: "Somebody else should do it" },
  other: { zh: "其他", en: "Other" },
} as const satisfies Record<string, Bilingual>;
export type SkipReason = keyof typeof SKIP_REASONS;
export const skipReason = z.enum(Object.keys(SKIP_REASONS) as [SkipReason, ...SkipReason[]]);
