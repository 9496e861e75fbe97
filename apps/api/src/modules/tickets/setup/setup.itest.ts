import { randomUUID } from "node:crypto";
import {
  ticketEndpoints as e,
  type FieldDraft,
  ticketSetupEndpoints as s,
  type TicketField,
  ticketSetupPushes,
  ticketUsageEndpoints as u,
} from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../../test/harness.ts";
import { TICKET_AGENT, type TicketHouse, ticketHouse } from "../tickets.factory.ts";

const name = (text: string) => ({ zh: text, en: text });
const option = (code: string, active = true) => ({ code, name: name(code), active });

describe("setting up tickets", () => {
  let api: Harness;
  let house: TicketHouse;
  beforeAll(async () => {
    api = await startHarness();
    house = await ticketHouse(api);
  });
  afterAll(() => api.stop());

  const fresh = (prefix: string) => `${prefix}_${randomUUID().slice(0, 8).replaceAll("-", "")}`;
  const save = (code: string, version: number, more: Partial<FieldDraft> & { active?: boolean } = {}) =>
    house.ops.call(s.saveField, { params: { code }, body: { kind: "text", name: name(code), version, ...more } });
  const remove = (code: string) => house.ops.call(s.removeField, { params: { code } });
  const usage = (code: string) => house.ops.call(u.fieldUsage, { params: { code } });
  const fieldOf = async (code: string): Promise<TicketField> =>
    (await house.ops.call(s.setup)).fields.find((field) => field.code === code)!;
  const template = (id: string, version: number, fields: object[], more: object = {}) =>
    house.ops.call(s.saveTemplate, {
      params: { templateId: id },
      body: { typeId: house.typeId, version, name: name("表单"), fields: fields as never, ...more },
    });

  describe("the field library", () => {
    it("refuses a code that is taken, a setup that is not right, and whoever may not", async () => {
      const code = fresh("memo");
      expect(await save(code, 0)).toMatchObject({ code, version: 1, active: true });
      await expect(save(code, 0)).rejects.toMatchObject({ code: "tickets.code_taken", problem: { fields: { code: "code_taken" } } });
      await expect(save(fresh("bad"), 0, { kind: "select" })).rejects.toMatchObject({
        code: "tickets.field_faulty",
        problem: { fields: { options: "no_options" } },
      });
      await expect(save("category", 0)).rejects.toMatchObject({
        code: "tickets.field_faulty",
        problem: { fields: { code: "reserved_code" } },
      });
      const { client } = await api.signInNew({ grants: TICKET_AGENT });
      await expect(client.call(u.fieldUses)).rejects.toMatchObject({ code: "auth.forbidden" });
    });

    it("keeps only the limits of the kind", async () => {
      const code = fresh("count");
      expect((await save(code, 0, { kind: "number", limits: { min: 1, maxLength: 3, currency: "CNY" } })).limits).toEqual({ min: 1 });
    });

    it("lets one of two changes at once through and tells the other", async () => {
      const code = fresh("race");
      await save(code, 0);
      const answers = await Promise.allSettled(["a", "b"].map((text) => save(code, 1, { name: name(text) })));
      expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(answers.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "tickets.setup_conflict" } });
      const { items } = await house.ops.call(u.setupChanges, { query: { entity: "ticket_field", entityId: code } });
      expect(items).toHaveLength(2);
      expect(items[0]).toMatchObject({ verb: "tickets.saveField", by: { name: "运营" } });
    });

    it("leaves a system field its kind, options and limits, and lets its name be changed", async () => {
      const { origin: _, indexReady: _ready, code, ...title } = await fieldOf("title");
      const change = (more: object) => house.ops.call(s.saveField, { params: { code }, body: { ...title, ...more } });
      for (const more of [{ active: false }, { kind: "number" }, { limits: {} }, { indexed: true }])
        await expect(change(more), JSON.stringify(more)).rejects.toMatchObject({ code: "tickets.field_fixed" });
      expect(await change({ name: { zh: "主题", en: "Subject" } })).toMatchObject({ name: { zh: "主题" }, origin: "system" });
    });

    it("retires used options and deletes only those that nothing holds", async () => {
      const code = fresh("colour");
      await save(code, 0, { kind: "select", options: ["red", "blue", "green", "grey"].map((each) => option(each)) });
      const id = randomUUID();
      await template(id, 0, [
        { code: "title" },
        { code, default: "blue" },
        { code: "bank", visibleWhen: [{ code, is: "any_of", values: ["green"] }] },
      ]);
      const { client } = await house.agent();
      await house.ticket(client, { templateId: id, values: { [code]: "red" } });
      const without = (gone: string) =>
        save(code, 1, {
          kind: "select",
          options: ["red", "blue", "green", "grey"].filter((each) => each !== gone).map((each) => option(each)),
        });
      for (const gone of ["red", "blue", "green"])
        await expect(without(gone), gone).rejects.toMatchObject({
          code: "tickets.option_in_use",
          problem: { fields: { [`options.${gone}`]: "in_use" } },
        });
      expect((await without("grey")).options).toHaveLength(3);
      const retired = ["red", "blue", "green"].map((each) => option(each, each !== "red"));
      expect(await save(code, 2, { kind: "select", options: retired })).toMatchObject({ version: 3 });
      await expect(house.ticket(client, { templateId: id, values: { [code]: "red" } })).rejects.toMatchObject({
        code: "tickets.values_invalid",
      });
      await save(code, 3, { kind: "select", options: [option("red", false), option("blue", false), option("green")] });
      const { values } = await house.ticket(client, { templateId: id, values: {} });
      expect(values, "a default that was retired is not filled in").not.toHaveProperty(code);
    });

    it("tells where a field is used, and deletes only what nothing uses", async () => {
      const code = fresh("used");
      await save(code, 0);
      expect(await usage(code)).toEqual({
        templates: [],
        flows: [],
        views: { shared: [], private: 0 },
        rules: [],
        tickets: { count: 0, more: false },
      });
      const id = randomUUID();
      await template(id, 0, [{ code: "title" }, { code }]);
      const { client } = await house.agent();
      await house.ticket(client, { templateId: id, values: { [code]: "x" } });
      const view = { name: "有备注的", scope: "me", filter: { field: `f:${code}`, op: "filled" } } as const;
      await client.call(e.saveView, { params: { viewId: randomUUID() }, body: { ...view, version: 0 } as never });
      await template(id, 1, [{ code: "title" }]);
      expect(await usage(code)).toEqual({
        templates: [{ id, typeId: house.typeId, name: name("表单"), inForce: false, active: true }],
        flows: [],
        views: { shared: [], private: 1 },
        rules: [],
        tickets: { count: 1, more: false },
      });
      await expect(remove(code)).rejects.toMatchObject({ code: "tickets.field_in_use" });
      const uses = (await house.ops.call(u.fieldUses)).items;
      expect(uses.find((use) => use.code === code)).toEqual({
        code,
        templates: 0,
        flows: 0,
        views: 1,
        rules: 0,
        tickets: { count: 1, more: false },
      });
      expect(uses.find((use) => use.code === "reason")).toMatchObject({ flows: 1 });
      expect((await usage("reason")).flows).toMatchObject([
        { typeId: house.typeId, state: "in_force", nodes: [name("一线处理")], actions: [name("升级二线")] },
      ]);
    });

    it("never lets a template take a field that is deleted at the same moment", async () => {
      for (let round = 0; round < 5; round++) {
        const code = fresh("fleeting");
        await save(code, 0);
        const id = randomUUID();
        const [removed, made] = await Promise.allSettled([remove(code), template(id, 0, [{ code: "title" }, { code }])]);
        expect([removed.status, made.status].sort()).toEqual(["fulfilled", "rejected"]);
      }
    });
  });

  describe("ticket types", () => {
    const saveType = (id: string, body: { code: string; version: number; active?: boolean }) =>
      house.ops.call(s.saveType, { params: { typeId: id }, body: { name: name("退货"), ...body } });

    it("are made, changed by one of two at once, and have codes of their own", async () => {
      const [id, code] = [randomUUID(), fresh("type")];
      const ids = async () => (await house.ops.call(s.setup)).types.map((type) => type.id);
      await house.ops.call(s.orderTypes, { body: { ids: await ids() } });
      expect(await saveType(id, { code, version: 0 })).toMatchObject({ version: 1, flowVersion: null, hasDraft: true });
      expect((await ids()).at(-1)).toBe(id);
      await expect(saveType(id, { code, version: 0 })).rejects.toMatchObject({ code: "tickets.setup_conflict" });
      await expect(saveType(randomUUID(), { code, version: 0 })).rejects.toMatchObject({ code: "tickets.code_taken" });
      const answers = await Promise.allSettled([true, false].map((active) => saveType(id, { code, version: 1, active })));
      expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    it("make no new tickets once deactivated, while open ones go on", async () => {
      const { client } = await house.agent();
      const ticket = await house.ticket(client);
      const type = (await house.ops.call(s.setup)).types.find(({ id }) => id === house.typeId)!;
      await saveType(type.id, { code: type.code, version: type.version, active: false });
      await expect(house.ticket(client)).rejects.toMatchObject({ code: "tickets.type_unknown" });
      await client.call(e.claim, { params: { ticketId: ticket.id } });
      const gone = await client.call(e.act, { params: { ticketId: ticket.id, action: "escalate" }, body: { node: "first", note: "" } });
      expect(gone.node.code).toBe("second");
      await saveType(type.id, { code: type.code, version: type.version + 1, active: true });
    });

    it("stand in the order they were put into; an order of other types is refused", async () => {
      const ids = (await house.ops.call(s.setup)).types.map(({ id }) => id).reverse();
      await house.ops.call(s.orderTypes, { body: { ids } });
      expect((await house.ops.call(s.setup)).types.map(({ id }) => id)).toEqual(ids);
      for (const wrong of [ids.slice(1), [...ids, randomUUID()], [...ids.slice(1), ids[1]!]])
        await expect(house.ops.call(s.orderTypes, { body: { ids: wrong } })).rejects.toMatchObject({ code: "tickets.setup_conflict" });
    });
  });

  describe("templates", () => {
    it("keep every version with who saved it, and old tickets their own", async () => {
      const id = randomUUID();
      await template(id, 0, [{ code: "title" }, { code: "bank", section: { zh: "账户", en: "Account" } }]);
      const { client } = await house.agent();
      const before = await house.ticket(client, { templateId: id, values: { bank: "招商" } });
      expect(await template(id, 1, [{ code: "title" }, { code: "tags" }])).toMatchObject({ version: 2 });
      await expect(template(id, 1, [{ code: "title" }])).rejects.toMatchObject({ code: "tickets.setup_conflict" });
      const { items } = await house.ops.call(s.templateVersions, { params: { templateId: id } });
      expect(items.map(({ version, fields }) => [version, fields.map(({ code }) => code)])).toEqual([
        [2, ["title", "tags"]],
        [1, ["title", "bank"]],
      ]);
      expect(items[0]).toMatchObject({ savedBy: { name: "运营" }, savedAt: api.clock.now().toISOString() });
      expect(await client.call(e.get, { params: { ticketId: before.id } })).toMatchObject({ templateVersion: 1, values: { bank: "招商" } });
      const form = (version: number) => client.call(s.templateForm, { params: { templateId: id, version } });
      expect((await form(1)).fields).toMatchObject([{ code: "title" }, { code: "bank", section: { zh: "账户", en: "Account" } }]);
      await expect(form(3)).rejects.toMatchObject({ code: "tickets.template_unknown" });
      await expect(house.ops.call(s.templateVersions, { params: { templateId: randomUUID() } })).rejects.toMatchObject({
        code: "tickets.template_unknown",
      });
    });

    it("tell each field that is wrong", async () => {
      const circle = (code: string) => ({ visibleWhen: [{ code, is: "filled" }] });
      const fields = [{ code: "title" }, { code: "bank", ...circle("amount") }, { code: "amount", ...circle("bank") }];
      await expect(template(randomUUID(), 0, fields)).rejects.toMatchObject({
        code: "tickets.template_faulty",
        problem: { fields: { bank: "condition_circle", amount: "condition_circle" } },
      });
      await expect(template(randomUUID(), 0, [{ code: "stranger" }])).rejects.toMatchObject({
        code: "tickets.field_unknown",
        problem: { fields: { stranger: "unknown_field" } },
      });
    });

    it("take no retired field, and keep one that they have", async () => {
      const [id, code] = [randomUUID(), fresh("retired")];
      await save(code, 0);
      await template(id, 0, [{ code: "title" }, { code }]);
      await save(code, 1, { active: false });
      expect(await template(id, 1, [{ code }, { code: "title" }])).toMatchObject({ version: 2 });
      await expect(template(randomUUID(), 0, [{ code }])).rejects.toMatchObject({ code: "tickets.template_faulty" });
    });

    it("are offered or not without a new version, and ordered within their type", async () => {
      const id = randomUUID();
      await template(id, 0, [{ code: "title" }]);
      const { client } = await house.agent();
      const offer = (active: boolean, version = 1) =>
        house.ops.call(s.switchTemplate, { params: { templateId: id }, body: { active, version } });
      expect(await offer(false)).toMatchObject({ active: false, version: 1 });
      await expect(house.ticket(client, { templateId: id })).rejects.toMatchObject({ code: "tickets.template_unknown" });
      await expect(offer(true, 7)).rejects.toMatchObject({ code: "tickets.setup_conflict" });
      const params = { typeId: house.typeId };
      const mine = async () =>
        (await house.ops.call(s.setup)).templates.filter(({ typeId }) => typeId === house.typeId).map((each) => each.id);
      const ids = (await mine()).reverse();
      await house.ops.call(s.orderTemplates, { params, body: { ids } });
      expect(await mine()).toEqual(ids);
      await expect(house.ops.call(s.orderTemplates, { params, body: { ids: [id] } })).rejects.toMatchObject({
        code: "tickets.setup_conflict",
      });
    });
  });

  it("is told to every page, so that open forms follow", async () => {
    const { client } = await house.agent();
    const page = await client.page();
    await save(fresh("told"), 0);
    expect(await page.take(ticketSetupPushes.changed)).toEqual({});
  });
});
