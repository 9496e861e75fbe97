import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  ticketEndpoints as e,
  exportEndpoints,
  type FieldValues,
  type TicketExportSource,
  ticketSetupEndpoints,
  ticketExportEndpoints as x,
} from "@cloverdesk/contracts";
import { readXlsx, type XlsxCell } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../../test/harness.ts";
import { customerFactory } from "../../customers/customers.factory.ts";
import { putSettings } from "../../settings/settings.factory.ts";
import { TICKET_LEAD, TICKET_OPS, type TicketHouse, ticketHouse } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
let author: { id: string; client: ApiClient };
let dataDir: string;

const EVIL = '=HYPERLINK("http://evil","点我")';
const FIELDS = {
  member_no: { kind: "text" },
  spare_phone: { kind: "phone" },
  weight: { kind: "number" },
  bought_on: { kind: "date" },
  area: { kind: "cascade" },
  expert: { kind: "user" },
  urgent: { kind: "switch" },
} as const;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "ticket-exports-"));
  api = await startHarness({ env: { DATA_DIR: dataDir } });
  house = await ticketHouse(api);
  const named = (code: string, zh: string, en: string) => ({ code, name: { zh, en }, active: true });
  const area = [{ ...named("sh", "上海", "Shanghai"), children: [named("pd", "浦东", "Pudong")] }];
  for (const [code, field] of Object.entries(FIELDS))
    await house.ops.call(ticketSetupEndpoints.saveField, {
      params: { code },
      body: { ...field, name: { zh: `字段${code}`, en: code }, options: field.kind === "cascade" ? area : [], version: 0 },
    });
  const { templates } = await house.ops.call(ticketSetupEndpoints.setup);
  const before = templates.find(({ id }) => id === house.templateId)!;
  await house.ops.call(ticketSetupEndpoints.saveTemplate, {
    params: { templateId: house.templateId },
    body: { ...before, fields: [...before.fields, ...Object.keys(FIELDS).map((code) => ({ code }))] },
  });
  await api.sweep();
  author = await house.agent();
});
afterAll(async () => {
  await api.stop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Asked {
  columns?: string[];
  language?: "zh" | "en";
  timeZone?: string;
  title?: string;
}
async function exported(as: ApiClient, source: TicketExportSource, { columns = ["number", "title"], ...more }: Asked = {}) {
  const exportId = randomUUID();
  const { total } = await as.call(x.start, { params: { exportId }, body: { source, columns, title: "列表", ...more } });
  await api.sweep();
  const [item] = (await as.call(exportEndpoints.mine)).items.filter(({ id }) => id === exportId);
  expect(item).toMatchObject({ state: "done", rows: total });
  const file = readXlsx((await as.call(exportEndpoints.download, { params: { exportId } })) as unknown as Buffer);
  const [sheet, about] = file.sheets;
  const [head = [], ...rows] = sheet!.rows;
  const facts = Object.fromEntries(about!.rows.map(([name, value]) => [name!.text, value?.text]));
  return { ...file, head: head.map((cell) => cell.text), rows, facts };
}
const texts = (rows: XlsxCell[][]) => rows.map((row) => row.map((cell) => cell.text));
const make = (values: FieldValues & { title?: string }, customerId: string | null = null) =>
  house.ticket(author.client, { values, customerId });

describe("an export of tickets", () => {
  it("has every kind of value as what it is, by name, in the language asked for", async () => {
    const customer = await customerFactory(api.db, { name: "王女士" });
    const values = {
      title: EVIL,
      phone: "+8613800138000",
      reason: "broken",
      amount: "1234.5",
      tags: ["a", "b"],
      bank: "+1-2",
      member_no: "000420",
      spare_phone: "01055550100",
      weight: 2.5,
      bought_on: "2026-02-28",
      area: ["sh", "pd"],
      expert: author.id,
      urgent: true,
    };
    const ticket = await make(values, customer.id);
    const own = ["number", "title", "node", "state", "priority", "group", "customer", "phone", "creator", "created", "finished"];
    const fields = ["reason", "amount", "tags", "bank", ...Object.keys(FIELDS)].map((code) => `f:${code}`);
    const source: TicketExportSource = { filter: { field: "number", op: "any_of", values: [ticket.number] } };
    const columns = [...own, ...fields, "f:gone", "nonsense", "__proto__"];
    const zh = await exported(house.ops, source, { columns, language: "zh", timeZone: "Asia/Shanghai" });
    const person = (await house.ops.call(e.get, { params: { ticketId: ticket.id } })).creator!.name;
    expect(zh.head).toEqual([
      ...["编号", "标题", "类型", "节点", "状态", "优先级", "技能组", "客户", "电话", "创建人", "创建时间", "完结时间"],
      ...["reason", "amount", "tags", "bank"],
      ...Object.keys(FIELDS).map((code) => `字段${code}`),
    ]);
    const [row] = zh.rows;
    const shown = Object.fromEntries(zh.head.map((name, i) => [name, row?.[i]?.text]));
    expect(shown).toMatchObject({
      编号: String(ticket.number),
      标题: EVIL,
      类型: "售后",
      节点: "一线处理",
      状态: "处理中",
      优先级: "普通",
      技能组: house.first.name,
      客户: "王女士",
      电话: "+8613800138000",
      创建人: person,
      完结时间: "",
      reason: "broken",
      amount: "1234.50",
      tags: "a, b",
      bank: "+1-2",
      字段member_no: "000420",
      字段spare_phone: "+861055550100",
      字段weight: "2.5",
      字段bought_on: String(Date.UTC(2026, 1, 28) / 86_400_000 + 25_569),
      字段area: "上海 › 浦东",
      字段expert: person,
      字段urgent: "是",
    });
    const typed = Object.fromEntries(zh.head.map((name, i) => [name, row?.[i]?.type]));
    for (const text of ["编号", "标题", "电话", "bank", "字段member_no", "字段spare_phone"]) expect(typed[text], text).toBe("inlineStr");
    for (const number of ["创建时间", "amount", "字段weight", "字段bought_on"]) expect(typed[number], number).toBe("n");
    // 2026-03-02 02:00 UTC is ten o'clock in Shanghai.
    expect(Number(shown.创建时间)).toBeCloseTo(Date.UTC(2026, 2, 2, 10) / 86_400_000 + 25_569, 3);
    expect([...zh.parts.values()].join("")).not.toMatch(/<f[ >]/);

    const en = await exported(house.ops, source, { columns, language: "en", timeZone: "Europe/Berlin" });
    expect(en.head.slice(0, 5)).toEqual(["Number", "Title", "Type", "Node", "State"]);
    expect(texts(en.rows)[0]).toEqual(expect.arrayContaining(["Open", "Normal", "Shanghai › Pudong", "Yes"]));
    expect(Number(en.rows[0]![10]!.text)).toBeCloseTo(Date.UTC(2026, 2, 2, 3) / 86_400_000 + 25_569, 3);
  });

  it("says on a second sheet what it is: filter in words, by whom, when, in which zone, how many rows", async () => {
    const source: TicketExportSource = {
      filter: {
        all: [
          { field: "state", op: "any_of", values: ["open"] },
          {
            any: [
              { field: "f:reason", op: "any_of", values: ["broken", "late"] },
              { field: "group", op: "any_of", values: [house.first.id] },
            ],
          },
          { not: { field: "creator", op: "any_of", values: ["me"] } },
          { field: "createdAt", op: "between", values: ["2026-03-01T16:00:00Z", "2026-03-03T15:59:59Z"] },
        ],
      },
      text: "HYPERLINK",
      sort: { by: "f:amount", descending: true },
    };
    const { facts, rows, sheets } = await exported(house.ops, source, { title: "我的视图" });
    expect(sheets.map(({ name }) => name)).toEqual(["工单", "说明"]);
    expect(rows).toHaveLength(1);
    expect(facts).toMatchObject({
      列表: "我的视图",
      筛选条件: `状态 是其中之一 处理中 且 (reason 是其中之一 broken, late 或 技能组 是其中之一 ${house.first.name}) 且 不满足 (创建人 是其中之一 本人) 且 创建时间 介于 2026-03-02 00:00 – 2026-03-03 23:59`,
      搜索: "HYPERLINK",
      排序: "amount, 从大到小",
      导出人: "运营",
      时区: "Asia/Shanghai (所有时间按此时区)",
      行数: "1",
    });
    const all = await exported(house.ops, {}, { language: "en" });
    expect(all.facts).toMatchObject({ Filter: "None", Search: "None", Order: "Newest first", Rows: String(all.rows.length) });
  });

  it("masks numbers where the lists mask them", async () => {
    await putSettings(api.ctx, { numberMasking: true });
    const { rows } = await exported(house.ops, { text: "HYPERLINK" }, { columns: ["phone", "f:spare_phone"] });
    await putSettings(api.ctx, { numberMasking: undefined });
    for (const cell of rows[0]!) expect(cell.text).toContain("*");
  });

  it("refuses what cannot be found, and columns of which none is known", async () => {
    const start = (body: object) => house.ops.call(x.start, { params: { exportId: randomUUID() }, body: body as never });
    const base = { source: {}, columns: ["title"], title: "x" };
    await expect(start({ ...base, columns: ["nonsense"] })).rejects.toMatchObject({ code: "tickets.field_unknown" });
    await expect(start({ ...base, columns: [] })).rejects.toMatchObject({ status: 400 });
    await expect(start({ ...base, title: " " })).rejects.toMatchObject({ status: 400 });
    await expect(start({ ...base, source: { text: "退" } })).rejects.toMatchObject({ code: "tickets.text_too_short" });
    await expect(start({ ...base, source: { list: "nobodys" } })).rejects.toMatchObject({ status: 400 });
    await expect(start({ ...base, timeZone: "Mars/Olympus" })).rejects.toMatchObject({ code: "request.invalid" });
    await expect(start({ ...base, source: { text: "没有这样的工单" } })).rejects.toMatchObject({ code: "exports.nothing" });
    await expect(start({ ...base, source: { filter: { field: "f:gone", op: "empty", values: [] } } })).rejects.toMatchObject({
      code: "tickets.field_unknown",
    });
    await expect(start({ ...base, source: { sort: { by: "f:bank", descending: true } } })).rejects.toMatchObject({
      code: "tickets.field_not_sortable",
    });
    await expect(author.client.call(x.size, { body: { source: {} } })).rejects.toMatchObject({ code: "auth.forbidden" });
  });

  it("fails when a field of its filter is gone meanwhile, with that reason", async () => {
    await house.ops.call(ticketSetupEndpoints.saveField, {
      params: { code: "passing" },
      body: { kind: "text", name: { zh: "x", en: "x" }, version: 0 },
    });
    const exportId = randomUUID();
    const source = { filter: { field: "f:passing", op: "empty", values: [] } } as const;
    await house.ops.call(x.start, { params: { exportId }, body: { source, columns: ["title"], title: "x" } });
    await house.ops.call(ticketSetupEndpoints.removeField, { params: { code: "passing" } });
    await api.sweep();
    const item = (await house.ops.call(exportEndpoints.mine)).items.find(({ id }) => id === exportId);
    expect(item).toMatchObject({ state: "failed", failure: { code: "tickets.field_unknown" } });
  });
});

describe("the reach of an export", () => {
  it("is the person's own at the time it is written: a lead's groups, operations all, never more than the permission", async () => {
    const stranger = await house.agent(house.second.id);
    for (const title of ["范围甲", "范围乙"]) await house.ticket(author.client, { values: { title } });
    const ours = await house.ticket(stranger.client, { values: { title: "范围丙" } });
    await house.ops.call(e.transfer, { params: { ticketId: ours.id }, body: { to: { skillGroupId: house.second.id }, note: "x" } });
    const lead = await house.agent(house.first.id, TICKET_LEAD);
    const narrow = await house.agent(house.first.id, { ...TICKET_OPS, "tickets.export": "own" });
    const titles = async (as: ApiClient) => texts((await exported(as, { text: "范围" }, { columns: ["title"] })).rows).flat();
    expect(await titles(house.ops)).toEqual(["范围丙", "范围乙", "范围甲"]);
    expect(await titles(lead.client)).toEqual(["范围乙", "范围甲"]);
    expect(await titles(narrow.client)).toEqual(["范围乙", "范围甲"]);

    // Asked for as one of the group, written when no longer one.
    const exportId = randomUUID();
    await lead.client.call(x.start, { params: { exportId }, body: { source: { text: "范围" }, columns: ["title"], title: "x" } });
    await api.db.prisma.skillGroupMember.deleteMany({ where: { personId: lead.id } });
    await api.sweep();
    const item = (await lead.client.call(exportEndpoints.mine)).items.find(({ id }) => id === exportId);
    expect(item).toMatchObject({ state: "done", rows: 0, total: 2 });
  });

  it("covers my lists, each as it is", async () => {
    const lead = await house.agent(house.second.id, TICKET_LEAD);
    const made = [];
    for (let i = 0; i < 3; i++) made.push(await house.ticket(lead.client, { values: { title: `我的${i}` } }));
    await lead.client.call(e.mark, { params: { ticketId: made[1]!.id }, body: { flag: "red" } });
    expect(texts((await exported(lead.client, { list: "created" }, { columns: ["title"] })).rows).flat()).toEqual([
      "我的2",
      "我的1",
      "我的0",
    ]);
    expect(texts((await exported(lead.client, { list: "marked" }, { columns: ["flag", "title"] })).rows)).toEqual([["红", "我的1"]]);
    const flagged: TicketExportSource = { list: "created", filter: { field: "title", op: "contains", values: ["的1"] } };
    await expect(lead.client.call(x.size, { body: { source: flagged } })).resolves.toMatchObject({ rows: 1 });
    expect(texts((await exported(lead.client, flagged, { columns: ["title"] })).rows)).toEqual([["我的1"]]);
    const oldest = { list: "created", sort: { by: "changedAt", descending: false } } as const;
    await expect(lead.client.call(x.size, { body: { source: oldest } })).resolves.toMatchObject({ rows: 3 });
    expect(texts((await exported(lead.client, oldest, { columns: ["title"] })).rows).flat()).toEqual(["我的0", "我的1", "我的2"]);
    await expect(lead.client.call(x.size, { body: { source: { list: "copied" } } })).resolves.toMatchObject({ rows: 0, more: false });
  });
});

describe("twenty thousand tickets", () => {
  const MANY = 20_000;
  beforeAll(async () => {
    const like = await make({ title: "批量", reason: "late" });
    await api.db.prisma.$executeRaw`
      WITH made AS (
        INSERT INTO ticket (id, type_id, flow_version, template_id, template_version, title, source, node, group_id, creator_id, created_at, changed_at, due_at)
        SELECT gen_random_uuid(), type_id, flow_version, template_id, template_version, '批量' || i, source, node, group_id, creator_id, created_at + i * interval '1 second', changed_at,
          CASE WHEN i % 2 = 0 THEN created_at + (i / 10) * interval '1 minute' END
        FROM ticket, generate_series(1, ${MANY - 1}) AS i WHERE id = ${like.id}::uuid RETURNING id, no, title)
      INSERT INTO ticket_content (ticket_id, no, fields, search)
      SELECT id, no, jsonb_build_object('reason', CASE WHEN no % 4 = 0 THEN 'late' ELSE 'wrong' END, 'amount', (no % 100)::text || '.00'), no || ' ' || title FROM made`;
    await api.db.prisma.$executeRaw`ANALYZE ticket, ticket_content`;
  });

  const pages = async (body: object): Promise<number[]> => {
    const numbers: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await house.ops.call(e.search, { body: { ...body, cursor, limit: 200 } });
      numbers.push(...page.items.map((row) => row.number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return numbers;
  };

  it.each<[string, TicketExportSource]>([
    ["all, newest first", { text: "批量" }],
    ["a filter on a field", { filter: { field: "f:reason", op: "any_of", values: ["late"] } }],
    ["by due time, of which many are the same", { text: "批量", sort: { by: "dueAt", descending: false } }],
  ])("agree with the search, row for row: %s", async (_what, source) => {
    const searched = await pages(source);
    const { rows, more } = await house.ops.call(x.size, { body: { source } });
    expect({ rows, more }).toEqual({ rows: searched.length, more: false });
    const file = await exported(house.ops, source, { columns: ["number"] });
    expect(file.rows.map(([cell]) => Number(cell!.text))).toEqual(searched);
    expect(file.facts.行数).toBe(String(searched.length));
  });
});
