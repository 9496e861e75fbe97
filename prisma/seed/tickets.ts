import { type TicketFlow, ticketFlow } from "@cloverdesk/contracts";
import { FOLD_VERSION, fold, searchableText } from "../../packages/rules/src/text/index.ts";
import { categoryId } from "./categories.ts";
import { type Chance, chance, idOf } from "./chance.ts";
import { customerId, customerNumber } from "./customers.ts";
import { agentId, personId } from "./identity.ts";
import { callMoments } from "./moments.ts";
import { GROUPS, type GroupCode, groupId } from "./routing.ts";
import type { Row } from "./table.ts";

export const TICKET_COUNT = 2_000;
const DAYS = 30;
const MINUTE_MS = 60_000;

const text = (zh: string, en: string) => ({ zh, en });
const options = (names: Record<string, readonly [string, string]>) =>
  Object.entries(names).map(([code, [zh, en]]) => ({ code, name: text(zh, en), active: true }));

const CHANNELS = { app: ["手机应用", "App"], shop: ["网店", "Web shop"], store: ["门店", "Store"] } as const;
const REASONS = {
  quality: ["质量问题", "Quality"],
  delay: ["发货延迟", "Late delivery"],
  attitude: ["服务态度", "Manner"],
  price: ["价格争议", "Price"],
} as const;
const SOLUTIONS = {
  refund: ["退款", "Refund"],
  exchange: ["换货", "Exchange"],
  repair: ["维修", "Repair"],
  none: ["无需处理", "Nothing"],
} as const;
const VISITS = {
  satisfied: ["满意", "Satisfied"],
  neutral: ["一般", "Neutral"],
  unhappy: ["不满意", "Unhappy"],
  unreached: ["未联系上", "Not reached"],
} as const;

/** The field library beside the system fields: what the business always needs, and what this enterprise added. */
const FIELDS = {
  order_no: { kind: "text", origin: "business", name: text("订单号", "Order number"), indexed: true, limits: { maxLength: 40 } },
  channel: { kind: "select", origin: "business", name: text("购买渠道", "Channel"), indexed: true, options: options(CHANNELS) },
  reason: { kind: "select", origin: "business", name: text("原因", "Reason"), indexed: true, options: options(REASONS) },
  description: { kind: "text", origin: "business", name: text("问题描述", "Description"), limits: { multiline: true, maxLength: 2_000 } },
  solution: { kind: "select", origin: "business", name: text("处理方式", "Solution"), indexed: true, options: options(SOLUTIONS) },
  result: { kind: "text", origin: "business", name: text("处理结果", "Result"), limits: { multiline: true, maxLength: 2_000 } },
  amount: {
    kind: "money",
    origin: "custom",
    name: text("金额", "Amount"),
    indexed: true,
    limits: { currency: "CNY", decimals: 2, min: 0 },
  },
  bought_on: { kind: "date", origin: "custom", name: text("购买日期", "Bought on"), indexed: true },
  model: { kind: "text", origin: "custom", name: text("产品型号", "Model"), limits: { maxLength: 60 } },
  address: { kind: "address", origin: "custom", name: text("上门地址", "Address") },
  visit_on: { kind: "date", origin: "custom", name: text("预约日期", "Visit on"), indexed: true },
  photos: { kind: "attachment", origin: "custom", name: text("照片", "Photos") },
  visit_result: { kind: "select", origin: "custom", name: text("回访结果", "Outcome"), indexed: true, options: options(VISITS) },
  engineer: { kind: "user", origin: "custom", name: text("工程师", "Engineer") },
} as const;

interface FieldSeed {
  kind: string;
  origin: string;
  name: { zh: string; en: string };
  options?: readonly object[];
  limits?: object;
  indexed?: boolean;
}

const HOURS = {
  timezone: "Asia/Shanghai",
  weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "09:00", to: "21:00" }],
  holidays: [],
};
const atGroup = (code: GroupCode) => ({ kind: "skill_group" as const, skillGroupId: groupId(code) });
const END = { code: "done", name: text("已完结", "Done"), kind: "end", handler: { kind: "keep" }, at: { x: 900, y: 120 } };
const WRITE = {
  title: "edit",
  priority: "edit",
  phone: "edit",
  order_no: "edit",
  channel: "edit",
  reason: "edit",
  description: "edit",
  amount: "edit",
};

interface TypeSeed {
  name: { zh: string; en: string };
  first: GroupCode;
  second: GroupCode;
  category: string;
  /** Fields of the template behind title, priority and phone. */
  fields: string[];
  /** Asked for when it is finished. */
  ending: string;
  minutes: number;
  extra?: { node: { code: string; name: { zh: string; en: string } }; action: { zh: string; en: string } };
  titles: string[];
}

/** Four ways of work; in each the first line may escalate to the second. */
export const TICKET_TYPES: Record<string, TypeSeed> = {
  complaint: {
    name: text("投诉", "Complaint"),
    first: "complaints",
    second: "vip",
    category: "投诉建议/商品投诉",
    fields: ["order_no", "channel", "reason", "description", "amount", "photos"],
    ending: "result",
    minutes: 480,
    titles: ["客户投诉商品与描述不符", "投诉客服态度", "多次催单未处理", "投诉物流野蛮派送", "要求赔偿运费"],
  },
  after_sales: {
    name: text("售后", "After-sales"),
    first: "after_sales",
    second: "complaints",
    category: "售后服务/退换货/质量问题",
    fields: ["order_no", "channel", "reason", "bought_on", "description", "amount", "photos"],
    ending: "solution",
    minutes: 720,
    titles: ["退款迟迟没有到账", "收到商品有破损", "申请换货", "发错颜色要求补发", "配件缺失"],
  },
  repair: {
    name: text("报修", "Repair"),
    first: "technical",
    second: "after_sales",
    category: "售后服务/维修/报修登记",
    fields: ["order_no", "model", "bought_on", "description", "address", "visit_on", "photos"],
    ending: "result",
    minutes: 2_880,
    extra: { node: { code: "on_site", name: text("上门维修中", "On site") }, action: text("派工程师上门", "Send an engineer") },
    titles: ["洗衣机不脱水", "空调不制冷", "电视无法开机", "净水器漏水", "扫地机器人不回充"],
  },
  visit: {
    name: text("外呼回访", "Outbound visit"),
    first: "outbound",
    second: "complaints",
    category: "其他/咨询",
    fields: ["order_no", "description"],
    ending: "visit_result",
    minutes: 1_440,
    extra: { node: { code: "unreachable", name: text("联系不上", "Not reached") }, action: text("联系不上", "Not reached") },
    titles: ["新客户满意度回访", "维修完成回访", "投诉处理满意度回访", "会员生日关怀"],
  },
};

const FORM_BASE = ["title", "priority", "phone"];

function flowOf(type: TypeSeed): TicketFlow {
  const editable = Object.fromEntries(type.fields.filter((code) => code !== "photos").map((code) => [code, "edit"]));
  const fields = { ...WRITE, ...editable, [type.ending]: "edit" };
  const between = type.extra?.node;
  const finish = { name: text("完结", "Finish"), to: "done", form: [{ code: type.ending, required: true }], primary: true };
  return ticketFlow.parse({
    start: "first_line",
    reopenTo: "first_line",
    hours: HOURS,
    limit: { minutes: type.minutes, warnMinutes: 60 },
    nodes: [
      {
        code: "first_line",
        name: text("一线处理", "First line"),
        kind: "work",
        handler: atGroup(type.first),
        fields,
        callOut: true,
        at: { x: 80, y: 120 },
      },
      {
        code: "customer",
        name: text("等待客户", "Waiting for the customer"),
        kind: "work",
        handler: { kind: "keep" },
        fields,
        callOut: true,
        pausesTime: true,
        at: { x: 360, y: 280 },
      },
      ...(between
        ? [
            {
              ...between,
              kind: "work",
              handler: { kind: "keep" },
              fields: { ...fields, engineer: "edit" },
              pausesTime: true,
              at: { x: 600, y: 280 },
            },
          ]
        : []),
      {
        code: "second_line",
        name: text("二线处理", "Second line"),
        kind: "work",
        handler: atGroup(type.second),
        fields,
        callOut: true,
        limit: { minutes: 240, warnMinutes: 30 },
        at: { x: 360, y: 0 },
      },
      END,
    ],
    actions: [
      { code: "finish", from: "first_line", ...finish },
      { code: "wait", from: "first_line", to: "customer", name: text("等待客户回复", "Wait for the customer") },
      { code: "escalate", from: "first_line", to: "second_line", name: text("升级二线", "Escalate to second line"), noteRequired: true },
      { code: "resume", from: "customer", to: "first_line", name: text("继续处理", "Go on") },
      { code: "finish", from: "customer", ...finish },
      ...(between
        ? [
            { code: "send", from: "first_line", to: between.code, name: type.extra?.action },
            { code: "finish", from: between.code, ...finish },
          ]
        : []),
      { code: "finish", from: "second_line", ...finish },
      { code: "back", from: "second_line", to: "first_line", name: text("退回一线", "Back to first line"), noteRequired: true },
    ],
  });
}

export const ticketTypeId = (code: string): string => idOf("ticket_type", code);
export const ticketTemplateId = (code: string): string => idOf("ticket_template", code);
export const ticketId = (i: number): string => idOf("ticket", i);

/** Fields, types with their flows, templates, and 2,000 tickets of the last 30 days with their tracks. */
export function ticketRows(now: Date): Record<string, Row[]> {
  const luck = chance(20_260_303);
  const tables = { ...setupRows(now), ticket: [] as Row[], ticket_content: [] as Row[], ticket_person: [] as Row[] };
  const events: Row[] = [];
  callMoments(luck, now, DAYS, TICKET_COUNT).forEach((at, i) => {
    const story = storyOf(luck, i, at, now.getTime());
    tables.ticket.push(story.ticket);
    tables.ticket_content.push(story.content);
    tables.ticket_person.push(...story.people);
    events.push(...story.events);
  });
  events.sort((a, b) => String(a.at).localeCompare(String(b.at)));
  return { ...tables, event: events };
}

function setupRows(now: Date): Record<string, Row[]> {
  const types = Object.entries(TICKET_TYPES);
  return {
    // Each row names every column, in one order: the first decides what is written.
    ticket_field: Object.entries(FIELDS).map(([code, field], position) => {
      const { kind, origin, name, options = [], limits = {}, indexed = false }: FieldSeed = field;
      return { code, kind, origin, name, hint: null, options, limits, indexed, index_ready: false, active: true, version: 1, position };
    }),
    ticket_type: types.map(([code, { name }], position) => ({
      id: ticketTypeId(code),
      code,
      name,
      active: true,
      outbound: code === "visit",
      flow_version: 1,
      position,
    })),
    ticket_flow_version: types.map(([code, type]) => ({
      type_id: ticketTypeId(code),
      version: 1,
      flow: flowOf(type),
      published_at: now,
      updated_at: now,
    })),
    ticket_template: types.map(([code], position) => ({
      id: ticketTemplateId(code),
      type_id: ticketTypeId(code),
      version: 1,
      active: true,
      position,
    })),
    ticket_template_version: types.map(([code, type]) => ({
      template_id: ticketTemplateId(code),
      version: 1,
      name: text(`${type.name.zh}标准模板`, `${type.name.en}, standard`),
      fields: formOf(type),
    })),
  };
}

function formOf(type: TypeSeed) {
  const place = (section: { zh: string; en: string }) => (code: string) => ({
    code,
    section,
    required: code === "title",
    default: null,
    visibleWhen: [] as object[],
  });
  const own = type.fields.map(place({ zh: "详情", en: "Details" }));
  for (const field of own)
    if (field.code === "amount") field.visibleWhen = [{ code: "reason", is: "any_of", values: ["quality", "price"] }];
  return [...FORM_BASE.map(place({ zh: "基本信息", en: "Basics" })), ...own];
}

/** Every twentieth ticket is copied to her. */
const LEAD = personId("lead@demo.test");
/** What became of a ticket: one of these, by age. */
const ENDS = { finished: 70, handling: 14, waiting: 8, escalated: 8 } as const;
const YOUNG_ENDS: Record<keyof typeof ENDS, number> = { finished: 0, handling: 50, waiting: 35, escalated: 15 };

function storyOf(luck: Chance, i: number, at: number, now: number) {
  const code = luck.weighted({ complaint: 20, after_sales: 45, repair: 20, visit: 15 });
  const type = TICKET_TYPES[code]!;
  const id = ticketId(i);
  const customer = luck.whole(0, 2_999);
  const author = agentId(luck.pick([...GROUPS.after_sales.agents, ...GROUPS.orders.agents]));
  const handler = agentId(luck.pick(GROUPS[type.first].agents));
  const young = now - at < 3 * 86_400_000;
  const end = luck.weighted(young ? YOUNG_ENDS : ENDS);
  const values = valuesOf(luck, type, at);
  const title = luck.pick(type.titles);
  const phone = customerNumber(customer);
  const events: Row[] = [];
  const told = (name: string, afterMinutes: number, actor: string, data: object): number => {
    const moment = Math.min(at + afterMinutes * MINUTE_MS, now - MINUTE_MS);
    events.push({
      name: `ticket.${name}`,
      at: new Date(moment).toISOString(),
      actor_id: actor,
      actor_note: null,
      entity: "ticket",
      entity_id: id,
      data,
    });
    return moment;
  };
  const people = new Map<string, Row>();
  const tie = (person: string, ...ties: string[]): void => {
    const row = people.get(person) ?? {
      person_id: person,
      ticket_id: id,
      no: i + 1,
      created: false,
      transferred: false,
      finished: false,
      copied: false,
      involved: false,
    };
    people.set(person, Object.assign(row, Object.fromEntries(ties.map((name) => [name, true]))));
  };

  let changed = told("created", 0, author, { changes: [{ code: "group", before: null, after: groupId(type.first) }] });
  tie(author, "created", "involved");
  if (luck.happens(0.05)) tie(LEAD, "copied");
  const isClaimed = end !== "waiting";
  if (isClaimed) {
    changed = told("claimed", luck.duration(20), handler, { changes: [{ code: "handler", before: null, after: handler }] });
    tie(handler, "involved");
  }
  if (end === "escalated") {
    const changes = [
      { code: "node", before: "first_line", after: "second_line" },
      { code: "group", before: groupId(type.first), after: groupId(type.second) },
      { code: "handler", before: handler, after: null },
    ];
    changed = told("moved", 90, handler, { note: "需要二线协助确认", action: text("升级二线", "Escalate to second line"), changes });
  }
  if (end === "finished") {
    values[type.ending] = endingOf(luck, type.ending);
    const changes = [
      { code: type.ending, before: null, after: values[type.ending] },
      { code: "state", before: "open", after: "finished" },
      { code: "node", before: "first_line", after: "done" },
    ];
    changed = told("finished", 120 + luck.duration(200), handler, { action: text("完结", "Finish"), changes });
    tie(handler, "finished");
  }
  const open = end !== "finished";
  const due = open ? new Date(at + type.minutes * 2 * MINUTE_MS) : null;
  const no = i + 100_001;
  for (const row of people.values()) row.no = no;
  const ticket = {
    id,
    no,
    version: events.length,
    type_id: ticketTypeId(code),
    flow_version: 1,
    template_id: ticketTemplateId(code),
    template_version: 1,
    title,
    priority: luck.weighted({ normal: 70, high: 18, low: 8, urgent: 4 }),
    phone,
    category_id: categoryId(type.category),
    customer_id: customerId(customer),
    source: luck.weighted({ list: 3, call: 5, fab: 2 }),
    state: open ? "open" : "finished",
    node: end === "finished" ? "done" : end === "escalated" ? "second_line" : "first_line",
    group_id: groupId(end === "escalated" ? type.second : type.first),
    handler_id: end === "waiting" || end === "escalated" ? null : handler,
    creator_id: author,
    created_at: new Date(at),
    changed_at: new Date(changed),
    finished_at: open ? null : new Date(changed),
    whole_due_at: due,
    due_at: due,
    warn_at: due && new Date(due.getTime() - 60 * MINUTE_MS),
    told: due && due.getTime() <= now ? "overdue" : "none",
  };
  const texts = Object.entries({ ...values, title }).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const search = `${searchableText([String(no), phone.replace("+86", ""), ...texts.map(([, text]) => text)])}\n`;
  const folded = Object.fromEntries(texts.flatMap(([code, text]) => (fold(text) === text ? [] : [[code, fold(text)]])));
  return {
    ticket,
    content: { ticket_id: id, no, fields: values, search, folded, fold_version: FOLD_VERSION },
    people: [...people.values()],
    events,
  };
}

const DETAILS = [
  "客户多次来电催促，请尽快处理。",
  "已核实订单，等待仓库反馈。",
  "客户要求三天内答复。",
  "首次来电，情绪平稳。",
  "客户提供了照片，见附件说明。",
];

function valuesOf(luck: Chance, type: TypeSeed, at: number): Record<string, unknown> {
  const day = (offset: number) => new Date(at + offset * 86_400_000).toISOString().slice(0, 10);
  const reason = luck.pick(Object.keys(REASONS));
  const all: Record<string, unknown> = {
    order_no: `CD${new Date(at).toISOString().slice(2, 10).replaceAll("-", "")}${luck.whole(10_000, 99_999)}`,
    channel: luck.pick(Object.keys(CHANNELS)),
    reason,
    description: luck.pick(DETAILS),
    ...(["quality", "price"].includes(reason) && { amount: `${luck.whole(9, 4_999)}.${luck.pick(["00", "50", "90"])}` }),
    bought_on: day(-luck.whole(1, 200)),
    model: `CL-${luck.whole(100, 999)}`,
    address: `${luck.pick(["和平路", "中山街", "学府路"])}${luck.whole(1, 300)}号`,
    visit_on: day(luck.whole(1, 5)),
  };
  return Object.fromEntries(type.fields.filter((code) => code in all).map((code) => [code, all[code]]));
}

function endingOf(luck: Chance, code: string): string {
  if (code === "solution") return luck.pick(Object.keys(SOLUTIONS));
  if (code === "visit_result") return luck.pick(Object.keys(VISITS));
  return luck.pick(["已处理完毕，客户认可。", "已补偿优惠券，客户满意。", "工程师已修复。", "客户撤诉。"]);
}
