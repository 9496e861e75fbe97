import { z } from "zod";
import { businessHours } from "../../hotlines/shapes.ts";
import { bilingualLine, id } from "../../kernel/shapes.ts";
import { code } from "../../kernel/text.ts";
import { fieldCode } from "../fields/shapes.ts";

const placeCode = code(/^[a-z][a-z0-9_]{0,39}$/);

/** What every list shows, so that no node can hide it. */
export const NEVER_HIDDEN: readonly string[] = ["title", "priority"];
/** So large may a flow be. */
export const FLOW_MOST = { nodes: 60, actions: 200 } as const;

/** What may be done with a field at a node. Fields that a node does not name are read there. */
export const fieldRight = z.enum(["hidden", "read", "edit", "required"]);
export type FieldRight = z.infer<typeof fieldRight>;

/** Who gets a ticket that enters a node: a group (to be claimed), a person, who created it, or who has it now. */
export const nodeHandler = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("skill_group"), skillGroupId: id }),
  z.object({ kind: z.literal("person"), personId: id }),
  z.object({ kind: z.literal("creator") }),
  z.object({ kind: z.literal("keep") }),
]);
export type NodeHandler = z.infer<typeof nodeHandler>;

/** A time limit in minutes of working time; `warnMinutes` before it ends the ticket is due soon. */
export const timeLimit = z.object({ minutes: z.number().int().min(1).max(525_600), warnMinutes: z.number().int().min(0).max(525_600) });

/** One status of a ticket. At an `end` node the ticket is finished. */
export const flowNode = z.object({
  code: placeCode,
  name: bilingualLine(200),
  kind: z.enum(["work", "end"]),
  handler: nodeHandler,
  fields: z.record(fieldCode, fieldRight).default({}),
  /** Whether calling out is allowed here. */
  callOut: z.boolean().default(false),
  limit: timeLimit.nullable().default(null),
  /** While a ticket is here the time of the whole ticket stands still (waiting for the customer, for a part…). */
  pausesTime: z.boolean().default(false),
  /** The action that is taken by itself when the node's limit passes: escalation. */
  whenOverdue: placeCode.nullable().default(null),
  /** Place on the canvas. */
  at: z.object({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
});
export type FlowNode = z.infer<typeof flowNode>;

/** An arrow of the flow, of which the page makes a button. */
export const flowAction = z.object({
  code: placeCode,
  name: bilingualLine(200),
  from: placeCode,
  to: placeCode,
  /** Who may take the action: the handler, the creator, or either. Those who manage the group always may. */
  who: z.enum(["handler", "creator", "both"]).default("handler"),
  /** Fields asked for when the action is taken; `required` ones must be filled. */
  form: z
    .array(z.object({ code: fieldCode, required: z.boolean() }))
    .max(30)
    .default([]),
  noteRequired: z.boolean().default(false),
  /** The usual next step. */
  primary: z.boolean().default(false),
});
export type FlowAction = z.infer<typeof flowAction>;

/** The flow of a ticket type. A published version never changes; open tickets stay on theirs. */
export const ticketFlow = z.object({
  start: placeCode,
  /** Where a finished ticket goes on when it is reopened. */
  reopenTo: placeCode,
  nodes: z.array(flowNode).min(1).max(FLOW_MOST.nodes),
  actions: z.array(flowAction).max(FLOW_MOST.actions),
  /** Limit of the whole ticket, without its pauses. */
  limit: timeLimit.nullable().default(null),
  /** Working hours that limits count in; null: around the clock. */
  hours: businessHours.nullable().default(null),
});
export type TicketFlow = z.infer<typeof ticketFlow>;

/** What is wrong with a flow, each with one meaning. The first group cannot be published. */
export const FLOW_FAULTS = {
  start_unknown: { zh: "开始节点不存在", en: "The first node does not exist", blocking: true },
  reopen_unknown: { zh: "重开节点不存在或已是结束节点", en: "The node to reopen to does not exist or is an end", blocking: true },
  node_twice: { zh: "节点编码重复", en: "Two nodes have the same code", blocking: true },
  action_twice: { zh: "同一节点的动作编码重复", en: "Two actions of a node have the same code", blocking: true },
  action_from_unknown: { zh: "动作的起点不存在", en: "The action starts at a node that does not exist", blocking: true },
  action_to_unknown: { zh: "动作的终点不存在", en: "The action leads to a node that does not exist", blocking: true },
  dead_end: { zh: "节点没有出路", en: "No action leads out of the node", blocking: true },
  never_ends: { zh: "从该节点到不了结束节点", en: "No way leads from the node to an end", blocking: true },
  unreachable: { zh: "从开始节点到不了该节点", en: "No way leads to the node", blocking: true },
  leaves_end: { zh: "结束节点不能有动作", en: "No action may leave an end", blocking: true },
  no_end: { zh: "没有结束节点", en: "There is no end", blocking: true },
  handler_unknown: { zh: "处理人或技能组不存在", en: "The group or person that handles it does not exist", blocking: true },
  field_unknown: { zh: "字段不存在", en: "The field does not exist", blocking: true },
  never_hidden: {
    zh: "标题和优先级不能隐藏：每个列表都会显示",
    en: "Title and priority cannot be hidden: every list shows them",
    blocking: true,
  },
  name_missing: { zh: "名称没有填全（中英文）", en: "A name is missing in one of the languages", blocking: true },
  overdue_action_unknown: { zh: "超时动作不存在", en: "The action for when it is overdue does not exist", blocking: true },
  start_unassigned: { zh: "新工单在开始节点没有处理人", en: "New tickets start with nobody to handle them", blocking: false },
  overdue_without_limit: { zh: "设置了超时动作但没有时限", en: "An action for when it is overdue, but no time limit", blocking: false },
} as const;
export type FlowFaultCode = keyof typeof FLOW_FAULTS;
export const flowFault = z.object({
  code: z.enum(Object.keys(FLOW_FAULTS) as [FlowFaultCode, ...FlowFaultCode[]]),
  node: z.string().nullable(),
  action: z.string().nullable(),
});
export type FlowFault = z.infer<typeof flowFault>;
