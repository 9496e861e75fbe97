import { randomUUID } from "node:crypto";
import { type Category, categoryEndpoints as c, categoryPushes, type FieldValue, ticketEndpoints } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { TICKET_AGENT, type TicketHouse, ticketHouse } from "../tickets/tickets.factory.ts";

describe("the category tree", () => {
  let api: Harness;
  let house: TicketHouse;
  let ops: ApiClient;
  beforeAll(async () => {
    api = await startHarness();
    house = await ticketHouse(api);
    ops = house.ops;
  });
  afterAll(() => api.stop());

  const save = (id: string, text: string, more: { parentId?: string | null; active?: boolean; version?: number } = {}) =>
    ops.call(c.save, {
      params: { categoryId: id },
      body: { parentId: null, active: true, version: 0, name: { zh: text, en: `${text}!` }, ...more },
    });
  const made = async (text: string, parentId: string | null = null): Promise<Category> => save(randomUUID(), text, { parentId });
  const move = (id: string, body: { parentId: string | null; beforeId?: string | null; version: number }) =>
    ops.call(c.move, { params: { categoryId: id }, body: { beforeId: null, ...body } });
  const tree = async (): Promise<Category[]> => (await ops.call(c.list)).items;
  const childrenOf = async (id: string | null): Promise<string[]> =>
    (await tree()).filter((each) => each.parentId === id).map((each) => each.name.zh);

  it("grows, is renamed, and keeps what was disabled", async () => {
    const top = await made("售后");
    const below = await made("退款", top.id);
    expect(below).toMatchObject({ parentId: top.id, version: 1, active: true });
    const { client } = await house.agent();
    const ticket = await house.ticket(client, { categoryId: below.id });
    expect(await save(below.id, "退款进度", { version: 1, active: false })).toMatchObject({ version: 2, active: false, parentId: top.id });
    const get = (ticketId: string) => client.call(ticketEndpoints.get, { params: { ticketId } });
    expect(await get(ticket.id)).toMatchObject({ category: { name: { zh: "退款进度" } } });
    const usage = await ops.call(c.usage, { params: { categoryId: top.id } });
    expect(usage).toEqual({ tickets: { count: 1, more: false }, summaries: { count: 0, more: false }, below: 1 });
  });

  it("is chosen from what is offered; a ticket keeps what was disabled since", async () => {
    const [old, fresh] = [await made("旧的"), await made("新的")];
    const { client } = await house.agent();
    const [ticket, other] = [await house.ticket(client, { categoryId: old.id }), await house.ticket(client, { categoryId: fresh.id })];
    await save(old.id, "旧的", { version: 1, active: false });
    const invalid = { code: "tickets.values_invalid", problem: { fields: { category: "unknown_option" } } };
    await expect(house.ticket(client, { categoryId: old.id })).rejects.toMatchObject(invalid);
    const edit = (ticketId: string, ...changes: { code: string; before: FieldValue; after: FieldValue }[]) =>
      client.call(ticketEndpoints.edit, { params: { ticketId }, body: { changes } });
    for (const { id } of [ticket, other]) await client.call(ticketEndpoints.claim, { params: { ticketId: id } });
    await expect(edit(other.id, { code: "category", before: fresh.id, after: old.id })).rejects.toMatchObject(invalid);
    const kept = await edit(ticket.id, { code: "title", before: ticket.title, after: "改了标题" });
    expect(kept).toMatchObject({ title: "改了标题", category: { id: old.id } });
    expect(await edit(ticket.id, { code: "category", before: old.id, after: fresh.id })).toMatchObject({ category: { id: fresh.id } });
    const { items } = await client.call(ticketEndpoints.track, { params: { ticketId: ticket.id } });
    expect(items[0]).toMatchObject({
      changes: [{ code: "category", before: old.id, after: fresh.id }],
      names: { [old.id]: { zh: "旧的", en: "旧的!" }, [fresh.id]: { zh: "新的", en: "新的!" } },
    });
  });

  it("refuses a stranger, a name that is there, a parent that is not, and what is too deep", async () => {
    const { client } = await api.signInNew({ grants: TICKET_AGENT });
    const body = { parentId: null, active: true, version: 0, name: { zh: "甲", en: "A" } };
    await expect(client.call(c.save, { params: { categoryId: randomUUID() }, body })).rejects.toMatchObject({ code: "auth.forbidden" });
    const top = await made("咨询");
    await expect(made("咨询")).rejects.toMatchObject({
      code: "tickets.category_name_taken",
      problem: { fields: { "name.zh": "taken", "name.en": "taken" } },
    });
    await expect(made("孤儿", randomUUID())).rejects.toMatchObject({ code: "tickets.category_unknown" });
    await expect(save(randomUUID(), "无", { version: 3 })).rejects.toMatchObject({ code: "tickets.category_unknown" });
    await expect(save(randomUUID(), "甲 > 乙")).rejects.toMatchObject({ code: "request.invalid" });
    let deepest = top;
    for (const level of ["2", "3", "4", "5"]) deepest = await made(level, deepest.id);
    await expect(made("6", deepest.id)).rejects.toMatchObject({ code: "tickets.category_too_deep" });
  });

  it("lets one of two changes at once through, and one of two of the same name", async () => {
    const one = await made("竞争");
    const answers = await Promise.allSettled(["甲方", "乙方"].map((text) => save(one.id, text, { version: 1 })));
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "tickets.setup_conflict" } });
    const twins = await Promise.allSettled([made("双胞胎", one.id), made("双胞胎", one.id)]);
    expect(twins.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is moved within its parent and elsewhere, never below itself", async () => {
    const [top, other] = [await made("移动"), await made("别处")];
    const [a, b, d] = [await made("一", top.id), await made("二", top.id), await made("三", top.id)];
    await move(d.id, { parentId: top.id, beforeId: a.id, version: 1 });
    expect(await childrenOf(top.id)).toEqual(["三", "一", "二"]);
    expect(await move(a.id, { parentId: other.id, version: 1 })).toMatchObject({ parentId: other.id, version: 2 });
    expect([await childrenOf(top.id), await childrenOf(other.id)]).toEqual([["三", "二"], ["一"]]);
    await expect(move(a.id, { parentId: top.id, version: 1 })).rejects.toMatchObject({ code: "tickets.setup_conflict" });
    await expect(move(b.id, { parentId: top.id, beforeId: a.id, version: 1 })).rejects.toMatchObject({ code: "tickets.setup_conflict" });
    await expect(move(top.id, { parentId: b.id, version: 1 })).rejects.toMatchObject({ code: "tickets.category_below_itself" });
    await expect(move(top.id, { parentId: top.id, version: 1 })).rejects.toMatchObject({ code: "tickets.category_below_itself" });
  });

  it("never closes into a circle when two are moved below each other at once", async () => {
    const [x, y] = [await made("东"), await made("西")];
    const answers = await Promise.allSettled([move(x.id, { parentId: y.id, version: 1 }), move(y.id, { parentId: x.id, version: 1 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("says what a sheet would do, does all of it or nothing, and the same sheet again does nothing", async () => {
    const sheet = "path_zh,path_en,in_use\n表格 > 甲,Sheet > A,yes\n表格 > 乙,Sheet > B,no\n";
    const ask = (text: string, commit: boolean) => ops.call(c.import, { body: { sheet: text, commit } });
    expect(await ask(sheet, false)).toEqual({ added: 3, changed: 0, unchanged: 0, faults: [] });
    expect((await tree()).some((each) => each.name.zh === "表格")).toBe(false);
    const wrong = `${sheet}表格 > 丙,Sheet\n`;
    expect((await ask(wrong, false)).faults).toEqual([{ line: 4, text: "表格 > 丙", fault: "other_steps" }]);
    await expect(ask(wrong, true)).rejects.toMatchObject({ code: "tickets.category_sheet_faulty" });
    expect(await ask(sheet, true)).toMatchObject({ added: 3 });
    const top = (await tree()).find((each) => each.name.zh === "表格")!;
    expect(await childrenOf(top.id)).toEqual(["甲", "乙"]);
    expect(await ask(sheet, true)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  });

  it("tells every page that it changed, and the audit who changed what", async () => {
    const { client } = await house.agent();
    const page = await client.page();
    const one = await made("推送");
    expect(await page.take(categoryPushes.changed)).toEqual({});
    await save(one.id, "推送二", { version: 1 });
    const rows = await api.db.prisma.audit.findMany({ where: { entity: "category", entityId: one.id }, orderBy: { id: "asc" } });
    expect(rows.map(({ verb }) => verb)).toEqual(["tickets.saveCategory", "tickets.saveCategory"]);
    expect(rows[1]).toMatchObject({ before: { name: { zh: "推送" } }, after: { name: { zh: "推送二" } } });
  });
});
