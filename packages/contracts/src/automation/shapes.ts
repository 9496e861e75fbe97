import { z } from "zod";
import { callResult } from "../calls/shapes.ts";
import { businessResult } from "../calls/summaries.ts";
import { type Bilingual, bilingual, id, moment, personRef } from "../kernel/shapes.ts";
import { code, line, text } from "../kernel/text.ts";
import { fieldCode, fieldValue } from "../tickets/fields/shapes.ts";
import { filterCondition, ticketFilter } from "../tickets/search/shapes.ts";
import { ticketChange } from "../tickets/track/shapes.ts";
import { ruleState } from "./states.ts";

export const RULES_MOST = { rules: 200, steps: 10, nameLength: 60 } as const;
/** Rules that follow from each other end here. */
export const CHAIN_MOST = 10;
/** Most tickets that a rule with a time touches at a look. */
export const TIMED_MOST = 2_000;

/** When a rule looks at a ticket. */
export const RULE_TRIGGERS = {
  created: { zh: "新建工单时", en: "When a ticket is created" },
  imported: { zh: "导入工单时", en: "When a ticket is imported" },
  moved: { zh: "工单进入节点时", en: "When a ticket enters a node" },
  changed: { zh: "字段变化时", en: "When a field changes" },
  called: { zh: "通话结束时", en: "When a call ends" },
  summarized: { zh: "保存服务小计时", en: "When a summary is saved" },
  due: { zh: "到期之前", en: "Before a ticket is due" },
  idle: { zh: "工单没有动静时", en: "When nothing happens to a ticket" },
} as const satisfies Record<string, Bilingual>;
export type RuleTriggerKind = keyof typeof RULE_TRIGGERS;

/** Who did it. */
export const RULE_AUTHORS = {
  person: { zh: "人员", en: "a person" },
  import: { zh: "导入", en: "an import" },
  rule: { zh: "自动任务", en: "an automatic task" },
  product: { zh: "系统", en: "the system" },
} as const satisfies Record<string, Bilingual>;
export type RuleAuthor = keyof typeof RULE_AUTHORS;
const author = z.enum(Object.keys(RULE_AUTHORS) as [RuleAuthor, ...RuleAuthor[]]);

/** `<id of the type>/<code>`. */
const nodePlace = code(/^[0-9a-f-]{36}\/[a-z][a-z0-9_]{0,39}$/);
/** Besides codes of fields: where the ticket stands. */
const changedCode = z.union([z.enum(["handler", "group", "category", "customer"]), fieldCode]);
const hours = (most: number) => z.number().int().min(1).max(most);

export const ruleTrigger = z.discriminatedUnion("on", [
  z.object({ on: z.literal("created") }),
  z.object({ on: z.literal("imported") }),
  /** Empty: whichever node it enters. */
  z.object({ on: z.literal("moved"), nodes: z.array(nodePlace).max(50).default([]) }),
  /** `from` and `to`: one of these values; empty: whatever it was, or is now. */
  z.object({
    on: z.literal("changed"),
    code: changedCode,
    from: z.array(text(200)).max(50).default([]),
    to: z.array(text(200)).max(50).default([]),
  }),
  /** The call that ended and those before it, `times` in a row, each had one of these network results. */
  z.object({ on: z.literal("called"), results: z.array(callResult).min(1), times: z.number().int().min(1).max(20).default(1) }),
  /** Business result of the call's summary. */
  z.object({ on: z.literal("summarized"), results: z.array(businessResult).min(1) }),
  /** Open tickets that are due within so many hours; once per due time. */
  z.object({ on: z.literal("due"), hours: hours(720) }),
  /** Open tickets that did not change for so many hours; once until they change again. */
  z.object({ on: z.literal("idle"), hours: hours(2_160) }),
]);
export type RuleTrigger = z.infer<typeof ruleTrigger>;

/** Who gets the tickets. */
export const RULE_ASSIGNMENTS = {
  group: { zh: "放入技能组待申领", en: "to the group, to be claimed" },
  even: { zh: "轮流分给组员", en: "in turn to the group's members" },
  load: { zh: "分给手上最少的组员", en: "to whoever of the group has fewest" },
  person: { zh: "分给某人", en: "to a person" },
} as const satisfies Record<string, Bilingual>;
export const ruleAssignment = z.discriminatedUnion("how", [
  z.object({ how: z.literal("group"), groupId: id }),
  z.object({ how: z.literal("even"), groupId: id }),
  z.object({ how: z.literal("load"), groupId: id }),
  z.object({ how: z.literal("person"), personId: id }),
]);
export type RuleAssignment = z.infer<typeof ruleAssignment>;

/** Whom a rule notifies. */
export const RULE_NOTIFIED = {
  handler: { zh: "处理人", en: "the handler" },
  leads: { zh: "技能组组长", en: "the group's leads" },
  creator: { zh: "创建人", en: "the creator" },
} as const satisfies Record<string, Bilingual>;
export type RuleNotified = keyof typeof RULE_NOTIFIED;

/** What a rule does. */
export const RULE_STEPS = {
  assign: { zh: "分配", en: "Assign" },
  set: { zh: "修改字段", en: "Set a field" },
  move: { zh: "流转到节点", en: "Move to a node" },
  comment: { zh: "添加评论", en: "Comment" },
  urge: { zh: "催单", en: "Urge" },
  notify: { zh: "发送通知", en: "Notify" },
} as const satisfies Record<string, Bilingual>;
export type RuleStepKind = keyof typeof RULE_STEPS;
export const ruleStep = z.discriminatedUnion("do", [
  z.object({ do: z.literal("assign"), to: ruleAssignment }),
  /** Any field of the library but attachments; `priority` and the other system fields as well. */
  z.object({ do: z.literal("set"), code: fieldCode, value: fieldValue }),
  /** By the action of the flow that leads there. */
  z.object({ do: z.literal("move"), typeId: id, node: code(/^[a-z][a-z0-9_]{0,39}$/) }),
  z.object({ do: z.literal("comment"), text: text(2_000, 1) }),
  z.object({ do: z.literal("urge"), note: line(500) }),
  z.object({
    do: z.literal("notify"),
    whom: z.array(z.enum(Object.keys(RULE_NOTIFIED) as [RuleNotified, ...RuleNotified[]])).min(1),
    text: line(500, 1),
  }),
]);
export type RuleStep = z.infer<typeof ruleStep>;

/** What ops write of a rule: when – if – then. */
export const ruleDraft = z.object({
  name: line(RULES_MOST.nameLength, 1),
  trigger: ruleTrigger,
  /** Whose doing it must be; empty: anybody's. Not asked where time is the trigger. */
  by: z.array(author).max(4).default([]),
  conditions: ticketFilter,
  steps: z.array(ruleStep).min(1).max(RULES_MOST.steps),
  /** Rules behind it do not look at a ticket for which this one acted. */
  stop: z.boolean().default(false),
});
export type RuleDraft = z.infer<typeof ruleDraft>;

/** How a rule's look at a ticket ended. */
export const RUN_OUTCOMES = {
  done: { zh: "已执行", en: "Done" },
  refused: { zh: "未能执行", en: "Could not be done" },
  not_held: { zh: "条件不成立", en: "Conditions did not hold" },
  repeated: { zh: "同一起因已执行过", en: "Already acted for the same cause" },
  cut: { zh: "连锁过长，已停止", en: "Chain too long, stopped" },
} as const satisfies Record<string, Bilingual>;
export type RunOutcome = keyof typeof RUN_OUTCOMES;
export const runOutcome = z.enum(Object.keys(RUN_OUTCOMES) as [RunOutcome, ...RunOutcome[]]);

/** One condition, what the ticket had there, and whether it held. */
export const ruleVerdict = z.object({ condition: filterCondition, seen: fieldValue, holds: z.boolean() });
export type RuleVerdict = z.infer<typeof ruleVerdict>;
/** One step as it was taken: what changed, or why it was refused. */
export const takenStep = z.object({
  do: z.enum(Object.keys(RULE_STEPS) as [RuleStepKind, ...RuleStepKind[]]),
  changes: z.array(ticketChange),
  refused: z.object({ code: z.string(), title: bilingual }).nullable(),
});
export type TakenStep = z.infer<typeof takenStep>;

export const rule = z.object({
  id,
  state: ruleState,
  /** Of what it says; each save makes the next one, and the earlier ones are kept. */
  version: z.number().int(),
  draft: ruleDraft,
  savedAt: moment,
  savedBy: personRef.nullable(),
  /** Runs of the last 24 hours by outcome. */
  lately: z.partialRecord(runOutcome, z.number().int()),
});
export type Rule = z.infer<typeof rule>;

export const ruleVersion = z.object({ version: z.number().int(), draft: ruleDraft, savedAt: moment, savedBy: personRef.nullable() });
export type RuleVersion = z.infer<typeof ruleVersion>;

export const ruleRun = z.object({
  seq: z.string(),
  version: z.number().int(),
  at: moment,
  ticket: z.object({ id, number: z.number().int() }),
  outcome: runOutcome,
  depth: z.number().int(),
  verdicts: z.array(ruleVerdict),
  steps: z.array(takenStep),
  /** What ids in it are called. */
  names: z.record(z.string(), bilingual),
});
export type RuleRun = z.infer<typeof ruleRun>;

/** What a rule would do with one ticket now. Its trigger is taken as given. */
export const ruleTry = z.object({
  ticket: z.object({ id, number: z.number().int(), title: z.string() }),
  holds: z.boolean(),
  verdicts: z.array(ruleVerdict),
  steps: z.array(takenStep),
  names: z.record(z.string(), bilingual),
});
export type RuleTry = z.infer<typeof ruleTry>;

/** For which tickets a rule would have acted. */
export const rulePast = z.object({
  /** Events of the trigger that were looked at; null where time is the trigger: then it is what the next look would touch. */
  looked: z.number().int().nullable(),
  count: z.number().int(),
  /** Not all of the 30 days could be looked at in the time that there is: this one is the earliest that was. */
  since: moment.nullable(),
  items: z.array(z.object({ at: moment, ticket: z.object({ id, number: z.number().int(), title: z.string() }) })),
});
export type RulePast = z.infer<typeof rulePast>;
