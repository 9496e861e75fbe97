import { createHash, randomUUID } from "node:crypto";
import { readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  importEndpoints as e,
  type FieldValues,
  IMPORT_KEPT_DAYS,
  type ImportItem,
  type ImportPlan,
  type ImportTarget,
  importPushes,
  ticketEndpoints,
  ticketPushes,
  ticketSetupEndpoints,
} from "@cloverdesk/contracts";
import { readXlsx, until } from "@cloverdesk/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, ProblemError, startHarness } from "../../../../test/harness.ts";
import { customerFactory } from "../../customers/customers.factory.ts";
import { grant } from "../../identity/identity.factory.ts";
import { TICKET_OPS, type TicketHouse, ticketHouse } from "../tickets.factory.ts";
import { checkedImport, committedImport, csvOf, freshPhone, IMPORT_OPS, importTarget, line, uploadTo } from "./ticket-import.factory.ts";

let api: Harness;
let house: TicketHouse;
let ops: ApiClient;
let target: ImportTarget;

beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
  ops = (await api.signInNew({ grants: IMPORT_OPS, displayName: "运营" })).client;
});
afterAll(() => api.stop());

beforeEach(async () => {
  target = await importTarget(house);
});

const fresh = freshPhone;
const upload = (as: ApiClient, importId: string, content: string | Buffer) => uploadTo(api, as, importId, content);
const checked = (content: string | Buffer, { as = ops, ...more }: Partial<Parameters<typeof checkedImport>[2]> = {}): Promise<ImportItem> =>
  checkedImport(api, content, { as, target, ...more });
const rowsOf = async (importId: string, query: object = {}) => (await ops.call(e.rows, { params: { importId }, query })).items;
const itemOf = (importId: string): Promise<ImportItem> => ops.call(e.get, { params: { importId } });
const committed = (item: ImportItem, plan?: ImportPlan): Promise<ImportItem> => committedImport(api, ops, item, plan);
const ticketOf = async (importId: string, row: number) => {
  const found = (await rowsOf(importId)).find((each) => each.row === row);
  return ops.call(ticketEndpoints.get, { params: { ticketId: found?.entity?.id ?? "" } });
};
const countTickets = () => api.db.prisma.ticket.count({ where: { typeId: target.typeId } });

describe("the dry run", () => {
  it("gives every row exactly one outcome, and creates nothing", async () => {
    const twice = fresh();
    const known = fresh();
    const agent = await house.agent();
    await house.ticket(agent.client, { ...target, values: { phone: known, reason: "late" } });
    const item = await checked(
      csvOf([
        line(),
        line({ phone: twice }),
        line({ phone: `+86 ${twice}` }),
        line({ phone: known }),
        line({ phone: "12" }),
        line({ reason: "brokn" }),
        line({ customer_name: "" }),
        { customer_name: " " },
        line({ reason: "late", amount: "5" }),
      ]),
    );
    expect(item).toMatchObject({ state: "checked", failure: null, can: { repair: true, commit: true, cancel: true, undo: false } });
    expect(item.figures).toEqual({ ready: 2, same_in_file: 1, known: 1, fault: 4, empty: 1 });
    const rows = await rowsOf(item.id);
    expect(rows.map(({ row, outcome, sameRow }) => [row, outcome, sameRow])).toEqual([
      [2, "ready", null],
      [3, "ready", null],
      [4, "same_in_file", 3],
      [5, "known", null],
      [6, "fault", null],
      [7, "fault", null],
      [8, "fault", null],
      [9, "empty", null],
      [10, "fault", null],
    ]);
    expect(rows[3]?.entity?.number).toBeGreaterThan(0);
    expect(rows[4]?.faults).toEqual([{ code: "phone", fault: "not_a_phone", seen: "12", proposal: null }]);
    expect(rows[5]?.faults).toEqual([{ code: "reason", fault: "unknown_option", seen: "brokn", proposal: "broken" }]);
    expect(rows[6]?.faults).toEqual([{ code: "customer_name", fault: "required", seen: "", proposal: null }]);
    expect(rows[8]?.faults).toEqual([{ code: "amount", fault: "not_asked", seen: "5", proposal: "" }]);
    expect((await rowsOf(item.id, { outcome: "fault", column: "phone" })).map(({ row }) => row)).toEqual([6]);
    expect(await countTickets()).toBe(1);
  });

  it("finds the headings by name or code, in any order, below a title, and tells what it does not read", async () => {
    const csv = [`"名单 12 月"`, "备注二,电话 *,原因不明,客户姓名,reason", `x,${fresh()},y,李先生,late`].join("\n");
    const item = await checked(csv);
    expect(item.reading).toMatchObject({ headingRow: 2, columns: ["phone", "customer_name", "reason"], ignored: ["备注二", "原因不明"] });
    expect(item.figures).toEqual({ ready: 1 });
    const [row] = await rowsOf(item.id);
    expect(row?.cells).toEqual({ phone: expect.any(String), customer_name: "李先生", reason: "late" });
  });

  it("reads a cell without characters that cannot be stored", async () => {
    const item = await checked(Buffer.from(`\ufeff${csvOf([line({ customer_name: "王\0女士" })])}`, "utf16le"));
    expect(item).toMatchObject({ state: "checked", figures: { ready: 1 } });
    expect((await rowsOf(item.id))[0]?.cells.customer_name).toBe("王女士");
  });

  it("knows tickets by the scope that was chosen: open ones or all of the type, of every type, of the last days, or of no type", async () => {
    const [open, closed, elsewhere, old] = [fresh(), fresh(), fresh(), fresh()];
    const agent = (await house.agent()).client;
    const made = async (values: FieldValues, type = target) =>
      (await house.ticket(agent, { ...type, values: { reason: "late", ...values } })).id;
    await made({ phone: open });
    const { flow } = await house.ops.call(ticketSetupEndpoints.flow, { params: { typeId: target.typeId } });
    const other = await house.type(flow);
    await made(
      { phone: elsewhere },
      { ...target, typeId: other, templateId: await house.template([{ code: "title", required: true }, { code: "reason" }], other) },
    );
    await api.db.prisma.ticket.update({ where: { id: await made({ phone: closed }) }, data: { state: "closed" } });
    await api.db.prisma.ticket.update({
      where: { id: await made({ phone: old }) },
      data: { createdAt: new Date(api.clock.now().getTime() - 40 * 86_400_000) },
    });
    const file = csvOf([open, closed, elsewhere, old].map((phone) => line({ phone })));
    const knownBy = async (duplicates: ImportItem["duplicates"]): Promise<number[]> => {
      const item = await checked(file, { duplicates });
      return (await rowsOf(item.id, { outcome: "known" })).map(({ row }) => row);
    };
    expect(await knownBy({ scope: "open", days: null })).toEqual([2, 5]);
    expect(await knownBy({ scope: "open", days: 30 })).toEqual([2]);
    expect(await knownBy({ scope: "type", days: null })).toEqual([2, 3, 5]);
    expect(await knownBy({ scope: "all", days: 30 })).toEqual([2, 3, 4]);
    expect(await knownBy({ scope: "batch", days: null })).toEqual([]);
  });

  it("proposes to swap a number and a name in each other's columns", async () => {
    const number = fresh();
    const item = await checked(csvOf([line({ phone: "王女士", customer_name: number })]));
    const [row] = await rowsOf(item.id);
    expect(row?.faults).toEqual([
      { code: "phone", fault: "shifted", seen: "王女士", proposal: number },
      { code: "customer_name", fault: "shifted", seen: number, proposal: "王女士" },
    ]);
    const params = { importId: item.id, row: String(row?.row) as never };
    const repaired = await ops.call(e.repairRow, {
      params,
      body: { version: row?.version ?? 0, cells: { phone: number, customer_name: "王女士" } },
    });
    expect(repaired).toMatchObject({ outcome: "ready", faults: [] });
  });

  it.each([
    ["", "imports.headings_unknown"],
    ["甲,乙\n1,2", "imports.headings_unknown"],
    ["phone,customer_name,phone\n1,2,3", "imports.heading_twice"],
    [Buffer.from("d0cf11e0a1b11ae1", "hex"), "imports.file_old_excel"],
    [Buffer.from("PK\x03\x04 and then nothing", "latin1"), "imports.file_broken"],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), "imports.file_not_a_table"],
  ])("refuses a file that cannot be read (%#)", async (content, code) => {
    const item = await checked(content);
    expect(item).toMatchObject({ state: "failed", failure: { code }, can: { commit: false } });
    expect(item.failure?.title.zh).not.toBe("");
  });

  it("reads the template that it offers, repaired in Excel as in a CSV", async () => {
    const bytes = (await ops.call(e.template, {
      query: { kind: "tickets", typeId: target.typeId, templateId: target.templateId, language: "zh" },
    })) as unknown as Buffer;
    const { sheets, parts } = readXlsx(bytes);
    const [rows, about] = sheets;
    expect(rows?.rows[0]?.map(({ text }) => text)).toEqual(expect.arrayContaining(["客户姓名 *", "电话 *", "reason *", "tags"]));
    expect(rows?.rows[1]?.map(({ text }) => text)).toEqual(expect.arrayContaining(["customer_name", "phone", "reason", "tags"]));
    expect(about?.rows.length).toBeGreaterThan(15);
    const xml = [...parts].find(([name]) => name.endsWith("sheet1.xml"))?.[1] ?? "";
    expect(xml).toContain('ySplit="2"');
    expect(xml).toMatch(/<dataValidation type="list"[^>]*><formula1>choices!/);
    expect(await checked(bytes, { fileName: "模板.xlsx" })).toMatchObject({
      state: "checked",
      figures: {},
      reading: { ignored: [], otherSheets: [] },
    });
  });
});

describe("a repair", () => {
  it("checks the row again, and decides anew which of two is the duplicate", async () => {
    const number = fresh();
    const item = await checked(csvOf([line({ phone: "1" }), line({ phone: number })]));
    const [first] = await rowsOf(item.id);
    const params = { importId: item.id, row: "2" as never };
    const repair = (version: number, cells: Record<string, string>) => ops.call(e.repairRow, { params, body: { version, cells } });
    expect(await repair(first?.version ?? 0, { phone: number })).toMatchObject({ outcome: "ready" });
    expect((await rowsOf(item.id)).map(({ outcome, sameRow }) => [outcome, sameRow])).toEqual([
      ["ready", null],
      ["same_in_file", 2],
    ]);
    await expect(repair(first?.version ?? 0, { phone: fresh() })).rejects.toMatchObject({ code: "imports.row_moved_on" });
    const [now] = await rowsOf(item.id);
    await repair(now?.version ?? 0, { phone: fresh() });
    expect((await itemOf(item.id)).figures).toEqual({ ready: 2 });
    await expect(repair(9, { nonsense: "x" })).rejects.toMatchObject({ code: "imports.column_unknown" });
  });

  it("of a column takes over every proposal, or replaces a value", async () => {
    const item = await checked(
      csvOf([line({ reason: "brokn" }), line({ reason: "brokn" }), line({ reason: "坏了" }), line({ reason: "坏了" }), line()]),
    );
    const params = { importId: item.id };
    expect(await ops.call(e.repairColumn, { params, body: { column: "reason" } })).toEqual({ repaired: 2 });
    const replace = { seen: "坏了", value: "wrong" };
    expect(await ops.call(e.repairColumn, { params, body: { column: "reason", replace } })).toEqual({ repaired: 2 });
    expect((await itemOf(item.id)).figures).toEqual({ ready: 5 });
    expect(await ops.call(e.repairColumn, { params, body: { column: "reason", replace } })).toEqual({ repaired: 0 });
  });

  it("is possible in Excel: the file of faults has a reason for each row, and is read again", async () => {
    const item = await checked(csvOf([line(), line({ phone: "1" }), line({ reason: "brokn" })]));
    const bytes = (await ops.call(e.faults, { params: { importId: item.id }, query: { language: "zh" } })) as unknown as Buffer;
    const [sheet] = readXlsx(bytes).sheets;
    expect(sheet?.rows.slice(2).map(([reason]) => reason?.text)).toEqual([
      expect.stringMatching(/3: 电话: 号码格式不对 “1”/),
      expect.stringMatching(/4: reason: 没有这个选项 “brokn” → broken/),
    ]);
    expect(await checked(bytes, { fileName: "有误.xlsx" })).toMatchObject({ figures: { fault: 2 }, reading: { ignored: [] } });
  });
});

describe("a commit", () => {
  it("creates exactly what was shown, with customers, values and a line in the track", async () => {
    const customer = await customerFactory(api.db, { name: "老客户" });
    const own = (await api.db.prisma.customerPhone.create({ data: { number: "+8613912340001", customerId: customer.id } })).number;
    const item = await checked(
      csvOf([
        line({ customer_name: "新客户", amount: "12.5", tags: "a、b", priority: "high", remark: "上午联系" }),
        line({ phone: own, reason: "late" }),
        line({ phone: "12" }),
      ]),
    );
    const page = await ops.page();
    const done = await committed(item);
    expect(done).toMatchObject({ state: "done", figures: { created: 2, fault: 1 }, can: { undo: true, commit: false } });
    expect(await page.take(importPushes.changed, ({ state }) => state === "done")).toEqual(done);
    await page.take(ticketPushes.listsChanged, ({ lists }) => lists.includes("created"));
    const first = await ticketOf(item.id, 2);
    expect(first).toMatchObject({
      title: "标准 新客户",
      priority: "high",
      source: "import",
      node: { code: "first" },
      customer: { name: "新客户" },
    });
    expect(first.values satisfies FieldValues).toMatchObject({ reason: "broken", amount: "12.50", tags: ["a", "b"] });
    const track = await ops.call(ticketEndpoints.track, { params: { ticketId: first.id }, query: {} });
    expect(track.items).toMatchObject([{ deed: "imported", note: "第 2 行 · 备注: 上午联系" }]);
    expect(await ticketOf(item.id, 3)).toMatchObject({
      customer: { id: customer.id, name: "老客户" },
      group: { id: house.first.id },
      handler: null,
    });
  });

  it("is refused when what is ready changed since it was shown, and in a state that it does not fit", async () => {
    const item = await checked(csvOf([line(), line({ phone: "1" })]));
    const commit = (ready: number) => ops.call(e.commit, { params: { importId: item.id }, body: { ready } });
    await expect(commit(2)).rejects.toMatchObject({ code: "imports.moved_on" });
    await commit(1);
    await expect(commit(1)).rejects.toMatchObject({ code: "imports.wrong_state" });
    await expect(
      ops.call(e.repairColumn, { params: { importId: item.id }, body: { column: "phone", replace: { seen: "1", value: fresh() } } }),
    ).rejects.toMatchObject({ code: "imports.wrong_state" });
    await api.sweep();
    expect(await countTickets()).toBe(1);
    const nothing = await checked(csvOf([line({ phone: "1" })]));
    await expect(ops.call(e.commit, { params: { importId: nothing.id }, body: { ready: 0 } })).rejects.toMatchObject({
      code: "imports.nothing",
    });
  });

  it("by two at once happens once, and of two imports of the same people one creates them", async () => {
    const csv = csvOf([line(), line()]);
    const one = await checked(csv);
    api.clock.advance(1_000);
    const other = await checked(csv);
    expect(other.sameAs?.id).toBe(one.id);
    const sha256 = createHash("sha256").update(csv).digest("hex");
    expect((await ops.call(e.sameFile, { query: { sha256 } })).sameAs?.id).toBe(other.id);
    expect((await ops.call(e.sameFile, { query: { sha256: "0".repeat(64) } })).sameAs).toBeNull();
    const commits = [one, one, other].map(({ id }) => ops.call(e.commit, { params: { importId: id }, body: { ready: 2 } }));
    expect((await Promise.allSettled(commits)).map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    await api.sweep();
    expect(await countTickets()).toBe(2);
    const figures = [(await itemOf(one.id)).figures, (await itemOf(other.id)).figures];
    expect(figures).toEqual(expect.arrayContaining([{ created: 2 }, { known: 2 }]));
  });

  it("assigns to a group, evenly, by load or by columns, with priority and due time of the batch", async () => {
    const people = [await house.agent(), await house.agent(), await house.agent()];
    const groupId = house.first.id;
    const handlers = async (id: string) => {
      const rows = await rowsOf(id);
      const tickets = await api.db.prisma.ticket.findMany({ where: { id: { in: rows.flatMap(({ entity }) => entity?.id ?? []) } } });
      return tickets.map(({ handlerId }) => handlerId);
    };
    const lines = (n: number) => csvOf(Array.from({ length: n }, () => line()));
    const dueAt = "2026-03-05T10:00:00.000Z";
    const plan = { priority: "urgent", dueAt } as const;
    const grouped = await committed(await checked(lines(2)), { ...plan, assignment: { how: "group", groupId: house.second.id } });
    expect(await ticketOf(grouped.id, 2)).toMatchObject({
      group: { id: house.second.id },
      handler: null,
      priority: "urgent",
    });

    const [, first] = await rowsOf(grouped.id);
    const ticket = await api.db.prisma.ticket.findUniqueOrThrow({ where: { id: first?.entity?.id ?? "" } });
    expect(ticket.wholeDueAt?.toISOString()).toBe(dueAt);

    const even = await handlers((await committed(await checked(lines(7)), { ...plan, assignment: { how: "even", groupId } })).id);
    const members = await api.db.prisma.skillGroupMember.findMany({ where: { skillGroupId: groupId } });
    const shares = members.map(({ personId }) => even.filter((id) => id === personId).length);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    expect(shares.reduce((a, b) => a + b)).toBe(7);

    const loaded = await handlers(
      (await committed(await checked(lines(members.length)), { ...plan, assignment: { how: "load", groupId } })).id,
    );
    expect(loaded.filter((id) => id === null)).toEqual([]);

    const login = await api.db.prisma.person.findUniqueOrThrow({ where: { id: people[0]?.id ?? "" } });
    const csv = [
      "客户姓名,电话,reason,技能组,客服",
      `甲,${fresh()},late,${house.second.name},`,
      `乙,${fresh()},late,,${login.loginName}`,
      `丙,${fresh()},late,,`,
      `丁,${fresh()},late,没有这个组,`,
    ].join("\n");
    const columns = await checked(csv);
    expect(columns.figures).toEqual({ ready: 3, fault: 1 });
    const done = await committed(columns, { priority: null, dueAt: null, assignment: { how: "column" } });
    expect(await ticketOf(done.id, 2)).toMatchObject({ group: { id: house.second.id }, handler: null });
    expect(await ticketOf(done.id, 3)).toMatchObject({ group: { id: house.first.id }, handler: { id: login.id } });
    expect(await ticketOf(done.id, 4)).toMatchObject({ group: { id: house.first.id }, handler: null });

    const item = await checked(lines(1));
    const wrong = (body: object) => ops.call(e.plan, { params: { importId: item.id }, body: { version: item.version, ...body } as never });
    await expect(wrong({ assignment: { how: "group", groupId: randomUUID() } })).rejects.toMatchObject({ code: "imports.group_unknown" });
    await expect(wrong({ assignment: { how: "even", groupId: house.second.id } })).rejects.toMatchObject({
      code: "imports.nobody_in_group",
    });
    await expect(wrong({ version: item.version + 5 })).rejects.toMatchObject({ code: "imports.moved_on" });
  });

  it("can be paused and continued by another person", async () => {
    const item = await checked(csvOf([line(), line()]));
    const params = { importId: item.id };
    await ops.call(e.commit, { params, body: { ready: 2 } });
    expect(await ops.call(e.pause, { params })).toMatchObject({ state: "paused", can: { commit: true, undo: true, pause: false } });
    await api.sweep();
    expect(await countTickets()).toBe(0);
    const { person, client: other } = await api.signInNew({ grants: IMPORT_OPS });
    expect(await other.call(e.commit, { params, body: { ready: 2 } })).toMatchObject({
      state: "committing",
      continuedBy: { id: person.id },
    });
    await api.sweep();
    expect(await itemOf(item.id)).toMatchObject({ state: "done", figures: { created: 2 } });
    expect(await ticketOf(item.id, 2)).toMatchObject({ creator: { id: person.id } });
  });
});

describe("an undo", () => {
  it("removes what nobody has worked on, with its customers, and names what stays", async () => {
    const agent = await house.agent();
    const before = await api.db.prisma.customer.count();
    const done = await committed(await checked(csvOf([line(), line(), line(), line()])), {
      priority: null,
      dueAt: null,
      assignment: { how: "group", groupId: house.first.id },
    });
    const [first, second] = await rowsOf(done.id);
    await agent.client.call(ticketEndpoints.claim, { params: { ticketId: first?.entity?.id ?? "" } });
    await ops.call(ticketEndpoints.comment, {
      params: { ticketId: second?.entity?.id ?? "", commentId: randomUUID() } as never,
      body: { text: "先留着", mentions: [], fileIds: [] } as never,
    });
    expect(await ops.call(e.undo, { params: { importId: done.id } })).toMatchObject({ state: "undoing" });
    await api.sweep();
    const item = await itemOf(done.id);
    expect(item).toMatchObject({ state: "undone", figures: { undone: 2, kept: 2 }, can: { undo: false } });
    expect((await rowsOf(done.id)).map(({ outcome, keptFor }) => [outcome, keptFor])).toEqual([
      ["kept", "claimed"],
      ["kept", "commented"],
      ["undone", null],
      ["undone", null],
    ]);
    expect(await countTickets()).toBe(2);
    expect(await api.db.prisma.customer.count()).toBe(before + 2);
    await expect(ops.call(e.undo, { params: { importId: done.id } })).rejects.toMatchObject({ code: "imports.wrong_state" });
  });

  it("leaves no trace but the audit", async () => {
    const counts = () =>
      Promise.all([
        api.db.prisma.ticket.count(),
        api.db.prisma.ticketContent.count(),
        api.db.prisma.ticketPerson.count(),
        api.db.prisma.customer.count(),
      ]);
    const before = await counts();
    const done = await committed(await checked(csvOf(Array.from({ length: 20 }, () => line()))));
    expect(await counts()).not.toEqual(before);
    await ops.call(e.undo, { params: { importId: done.id } });
    await api.sweep();
    expect(await counts()).toEqual(before);
  });
});

describe("an import", () => {
  it("is for those who may: it takes the permission, its scope, and that of tickets", async () => {
    const item = await checked(csvOf([line()]));
    const params = { importId: item.id };
    const nobody = (await api.signInNew({ grants: TICKET_OPS })).client;
    await expect(nobody.call(e.get, { params })).rejects.toMatchObject({ code: "auth.forbidden" });
    const own = (await api.signInNew({ grants: { ...TICKET_OPS, ...grant("own", "imports.run") } })).client;
    await expect(own.call(e.get, { params })).rejects.toMatchObject({ code: "imports.not_found" });
    await expect(own.call(e.commit, { params, body: { ready: 1 } })).rejects.toMatchObject({ code: "imports.not_found" });
    await expect(own.call(e.undo, { params })).rejects.toMatchObject({ code: "auth.forbidden" });
    expect((await own.call(e.list, { query: {} })).items).toEqual([]);
    expect((await ops.call(e.list, { query: { limit: 1 } })).items).toHaveLength(1);
    const noTickets = (await api.signInNew({ grants: grant("all", "imports.run") })).client;
    const begin = (as: ApiClient, body: object = {}) =>
      as.call(e.begin, { params: { importId: randomUUID() }, body: { kind: "tickets", target, fileName: "a.csv", ...body } });
    await expect(begin(noTickets)).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(begin(ops, { target: { ...target, typeId: randomUUID() } })).rejects.toMatchObject({ code: "imports.target_unknown" });
  });

  it("that nobody commits is forgotten with its file, and so are uploads that a killed process left", async () => {
    const [abandoned, done] = [await checked(csvOf([line()])), await committed(await checked(csvOf([line()])))];
    const folder = path.join(api.ctx.env.DATA_DIR, "imports");
    const [left, underWay] = [path.join(folder, `${randomUUID()}.part`), path.join(folder, `${randomUUID()}.part`)];
    const later = new Date(api.clock.now().getTime() + (IMPORT_KEPT_DAYS + 1) * 86_400_000);
    for (const file of [left, underWay]) await writeFile(file, "half of a file");
    await utimes(left, api.clock.now(), api.clock.now());
    await utimes(underWay, later, later);
    await api.ctx.jobs.find("imports.forget-imports")?.run({ ...api.ctx, clock: () => later }, {}, {} as never);
    await expect(itemOf(abandoned.id)).rejects.toMatchObject({ code: "imports.not_found" });
    expect(await itemOf(done.id)).toMatchObject({ state: "done" });
    const names = await readdir(folder);
    expect(names).not.toContain(abandoned.id);
    expect(names).not.toContain(path.basename(left));
    expect(names).toContain(path.basename(underWay));
    await rm(underWay);
  });

  it("keeps its file for itself, and gives it up with the import", async () => {
    const item = await checked(csvOf([line()]));
    const folder = path.join(api.ctx.env.DATA_DIR, "imports");
    expect((await stat(path.join(folder, item.id))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect((await upload(ops, item.id, "again")).status).toBe(409);
    const cancelled = await checked(csvOf([line()]));
    expect(await ops.call(e.cancel, { params: { importId: cancelled.id } })).toMatchObject({ state: "cancelled", figures: {} });
    expect(await readdir(folder)).not.toContain(cancelled.id);
    await expect(ops.call(e.cancel, { params: { importId: cancelled.id } })).rejects.toBeInstanceOf(ProblemError);
  });

  it.each(["pause", "cancel"] as const)("that is told to %s in the middle of a part ends with it, without a deadlock", async (deed) => {
    const id = deed === "pause" ? (await checked(csvOf([line()]))).id : randomUUID();
    const params = { importId: id };
    if (deed === "pause") await ops.call(e.commit, { params, body: { ready: 1 } });
    else {
      await ops.call(e.begin, { params, body: { kind: "tickets", target, fileName: "a.csv" } });
      await upload(ops, id, csvOf([line()]));
    }
    const { jobId } = await api.db.prisma.import.findUniqueOrThrow({ where: { id } });
    const told = await api.db.inTransaction(async (rows) => {
      // As a part does: it saves its turn, then its progress.
      await rows.$executeRaw`UPDATE long_job SET done = 1 WHERE id = ${jobId}::uuid`;
      const answer = ops.call(e[deed], { params });
      await until(async () => {
        const waiting = await api.db.prisma.$queryRaw<unknown[]>`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return waiting.length > 0;
      }, "the command waits for the part");
      await rows.$executeRaw`UPDATE import SET done = 1 WHERE id = ${id}::uuid`;
      return { answer };
    });
    expect(await told.answer).toMatchObject({ state: deed === "pause" ? "paused" : "cancelled", done: 0 });
  });

  it("of the same page twice is one", async () => {
    const importId = randomUUID();
    const body = { kind: "tickets", target, fileName: "a.csv" } as const;
    const both = await Promise.all([ops.call(e.begin, { params: { importId }, body }), ops.call(e.begin, { params: { importId }, body })]);
    expect(new Set(both.map(({ id }) => id))).toEqual(new Set([importId]));
    const other = (await api.signInNew({ grants: IMPORT_OPS })).client;
    await expect(other.call(e.begin, { params: { importId }, body })).rejects.toMatchObject({ code: "imports.not_found" });
  });
});
