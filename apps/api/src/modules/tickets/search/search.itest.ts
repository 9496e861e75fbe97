import { randomUUID } from "node:crypto";
import {
  categoryEndpoints,
  customerEndpoints,
  ticketEndpoints as e,
  type FieldValues,
  type TicketFilter,
  ticketSetupEndpoints,
} from "@cloverdesk/contracts";
import { isFindable } from "@cloverdesk/rules/text";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../../test/harness.ts";
import { customerFactory } from "../../customers/customers.factory.ts";
import { grant } from "../../identity/identity.factory.ts";
import { buildIndex, indexState, wrongIndexes } from "../setup/field-index.repo.ts";
import { TICKET_LEAD, type TicketHouse, ticketHouse } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
let author: { id: string; client: ApiClient };
const made: { id: string; number: number }[] = [];

beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
  // Jobs build the indexes of the fields.
  await api.sweep();
  author = await house.agent();
  const customer = await customerFactory(api.db, { name: "欧阳明珠", phones: ["+8613800138888"] });
  const rows: (FieldValues & { title: string })[] = [
    { title: "退款没有到账", reason: "broken", amount: "100", tags: ["a", "b"] },
    { title: "包裹丢失 iPhone", reason: "late" },
    { title: "商品质量问题 100% 退", reason: "wrong", amount: "20.5", tags: ["c"] },
    { title: "催促退款", reason: "broken", amount: "7", bank: "招商银行_徐家汇" },
  ];
  for (const values of rows)
    made.push(await house.ticket(author.client, { values, customerId: values.title.startsWith("包裹") ? customer.id : null }));
});
afterAll(() => api.stop());

const find = async (as: ApiClient, body: object) =>
  (await as.call(e.search, { body: body as never })).items.map((row) => made.findIndex((one) => one.id === row.id));
const text = (words: string, as = house.ops) => find(as, { text: words });
const by = (filter: TicketFilter, as = house.ops) => find(as, { filter });

describe("search by words", () => {
  it.each([
    ["退款", [3, 0]],
    ["款没", [0]],
    ["IPHONE 包裹", [1]],
    ["欧阳", [1]],
    ["138 0013 8888", [1]],
    ["+8613800138888", [1]],
    ["3800138", [1]],
    ["100%", [2]],
    ["银行_徐", [3]],
    ["到款", []],
    ["' OR 1=1 --", []],
  ])("%s", async (words, expected) => {
    expect(await text(words)).toEqual(expected);
  });

  it("finds a ticket by its number, and asks for two characters of anything else", async () => {
    expect(await text(`#${made[2]!.number}`)).toEqual([2]);
    await expect(text("退")).rejects.toMatchObject({ code: "tickets.text_too_short" });
  });
});

describe("what the index knows of a text", () => {
  const grams = async (text: string) =>
    (await api.db.prisma.$queryRaw<{ grams: string[] | null }[]>`SELECT search_grams(${text}) AS grams`)[0]!.grams;

  it.each<[string, string[] | null]>([
    ["退款单", ["退款", "款单"]],
    ["值678", ["值6", "值67", "值678"]],
    ["678号", ["8号", "78号", "678号"]],
    ["13800", ["1380", "3800"]],
    ["refund", ["re", "ef", "fu", "un", "nd", "ref", "efu", "fun", "und"]],
    ["退 款", null],
    ["138", null],
  ])("%s", async (text, expected) => {
    expect((await grams(text))?.sort() ?? null).toEqual(expected?.sort() ?? null);
  });

  it("of each part of a text that can be looked for something, and nothing that the whole has not", async () => {
    const text = "100234 退款a12号 b3值45678x9 iphone15pro 138001_ab-7cd 0x1f 订单no.20251126尾";
    const parts = [...text].flatMap((_, from, all) => all.slice(from).map((_, length) => all.slice(from, from + length + 1).join("")));
    const words = parts.filter((part) => !part.includes(" ") && isFindable(part));
    const missed = await api.db.prisma.$queryRaw<{ word: string }[]>`
      SELECT word FROM unnest(${words}::text[]) AS word WHERE (search_grams(${text}) @> search_grams(word)) IS NOT TRUE`;
    expect(words.length).toBeGreaterThan(200);
    expect(missed).toEqual([]);
  });
});

describe("the values that rows carry", () => {
  const valuesOf = async (fields?: string[]) =>
    (await house.ops.call(e.search, { body: { text: "到账", ...(fields && { fields }) } })).items.map(({ values }) => values);
  const mine = async (fields?: string) =>
    (await author.client.call(e.mine, { params: { list: "created" }, query: { fields } })).items.find(({ id }) => id === made[0]!.id)
      ?.values;

  it("are those of all fields, of the fields that were asked for, or none", async () => {
    const all = { reason: "broken", amount: "100.00", tags: ["a", "b"] };
    expect(await valuesOf()).toEqual([expect.objectContaining(all)]);
    expect(await valuesOf(["amount", "tags", "bank"])).toEqual([{ amount: all.amount, tags: all.tags }]);
    expect(await valuesOf([])).toEqual([{}]);
    expect(await mine()).toMatchObject(all);
    expect(await mine("amount,bank")).toEqual({ amount: all.amount });
    expect(await mine("-")).toEqual({});
    await expect(mine("amount,")).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("and nothing else of a row depends on them", async () => {
    const rows = async (fields?: string[]) =>
      (await house.ops.call(e.search, { body: { ...(fields && { fields }) } })).items.map((row) => ({ ...row, values: null }));
    expect(await rows([])).toEqual(await rows());
    expect(await rows(["amount"])).toEqual(await rows());
  });
});

describe("search by filter", () => {
  it.each<[string, TicketFilter, number[]]>([
    ["one of a choice", { field: "f:reason", op: "any_of", values: ["broken"] }, [3, 0]],
    ["none of a choice", { field: "f:reason", op: "none_of", values: ["broken"] }, [2, 1]],
    ["amounts as numbers, not as texts", { field: "f:amount", op: "at_least", values: [20] }, [2, 0]],
    ["between, ends included", { field: "f:amount", op: "between", values: [7, "20.50"] }, [3, 2]],
    ["any of several choices", { field: "f:tags", op: "any_of", values: ["b", "c"] }, [2, 0]],
    ["empty", { field: "f:amount", op: "empty", values: [] }, [1]],
    ["a text in a field", { field: "f:bank", op: "contains", values: ["银行_"] }, [3]],
    ["a text in the title", { field: "title", op: "contains", values: ["100%"] }, [2]],
    ["me", { field: "creator", op: "any_of", values: ["me"] }, []],
    [
      "and",
      {
        all: [
          { field: "f:reason", op: "any_of", values: ["broken"] },
          { field: "f:amount", op: "at_most", values: [50] },
        ],
      },
      [3],
    ],
    [
      "or",
      {
        any: [
          { field: "f:reason", op: "any_of", values: ["late"] },
          { field: "f:amount", op: "at_most", values: [10] },
        ],
      },
      [3, 1],
    ],
    ["not", { not: { field: "f:amount", op: "filled", values: [] } }, [1]],
    ["the last days", { field: "createdAt", op: "within_days", values: [1] }, [3, 2, 1, 0]],
    ["nothing at all", { all: [] }, [3, 2, 1, 0]],
  ])("%s", async (_what, filter, expected) => {
    expect(await by(filter)).toEqual(expected);
  });

  it("sorts by an indexed field, page by page, without losing or repeating a ticket", async () => {
    for (const descending of [true, false]) {
      const sort = { by: "f:amount" as const, descending };
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await house.ops.call(e.search, { body: { sort, limit: 1, cursor } });
        seen.push(...page.items.map((row) => made.findIndex((one) => one.id === row.id)));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(descending ? [0, 2, 3] : [3, 2, 0]);
    }
    await expect(find(house.ops, { sort: { by: "f:bank", descending: true } })).rejects.toMatchObject({
      code: "tickets.field_not_sortable",
    });
    await expect(
      find(house.ops, { sort: { by: "f:amount", descending: true }, cursor: Buffer.from('["1;drop","1"]').toString("base64url") }),
    ).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("goes page by page to the end by number and by due time", async () => {
    for (const by of ["number", "dueAt"] as const) {
      const seen = new Set<string>();
      let cursor: string | undefined;
      do {
        const page = await house.ops.call(e.search, { body: { sort: { by, descending: true }, limit: 3, cursor } });
        for (const row of page.items) seen.add(row.id);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(new Set(made.map((one) => one.id)));
    }
  });

  it("lets nothing through into a statement", async () => {
    const evil = ["'; DROP TABLE ticket; --", "a' OR 'a'='a", '"}', "\\", "%", "$1", "{}", "\u0000"];
    for (const value of evil) {
      for (const field of ["f:reason", "f:bank", "f:tags", "title", "state"] as const)
        for (const op of ["any_of", "contains"] as const)
          await by({ field, op, values: [value] }).then(
            (found) => expect(found).toEqual(field === "title" && op === "contains" && value === "%" ? [2] : []),
            (error) => expect(["request.invalid", "tickets.field_unknown"]).toContain(error.code),
          );
      for (const field of ["f:amount", "number", "handler", "createdAt"] as const)
        await expect(by({ field, op: "any_of", values: [value] })).rejects.toMatchObject({ code: "request.invalid" });
    }
    const names = ["f:reason'--", "f:a", "no); --", "f:__proto__", "constructor"];
    for (const field of names)
      await expect(by({ field, op: "empty", values: [] } as never)).rejects.toMatchObject({
        status: field === "f:a" ? 400 : expect.any(Number),
      });
    let deep: unknown = { field: "title", op: "empty", values: [] };
    for (let i = 0; i < 2_000; i++) deep = { not: deep };
    await expect(by(deep as never)).rejects.toMatchObject({ code: "request.invalid" });
    expect(await api.db.prisma.ticket.count()).toBe(made.length);
  });
});

describe("reach", () => {
  it("shows agents their own and what waits for their groups, leads their groups', operations all", async () => {
    const [colleague, stranger, lead] = [
      await house.agent(),
      await house.agent(house.second.id),
      await house.agent(house.first.id, TICKET_LEAD),
    ];
    const mine = await house.ticket(author.client, { values: { title: "只有我的" } });
    await author.client.call(e.claim, { params: { ticketId: mine.id } });
    const titles = async (as: ApiClient) => (await as.call(e.search, { body: { text: "只有我的" } })).items.length;
    expect([
      await titles(author.client),
      await titles(colleague.client),
      await titles(stranger.client),
      await titles(lead.client),
      await titles(house.ops),
    ]).toEqual([1, 0, 0, 1, 1]);
    expect(await text("退款", colleague.client)).toEqual([3, 0]);
    expect(await text("退款", stranger.client)).toEqual([]);
    for (const [endpoint, body] of [
      [e.get, undefined],
      [e.track, undefined],
      [e.claim, undefined],
      [e.urge, {}],
      [e.finish, {}],
      [e.mark, { flag: "red" }],
    ] as const)
      await expect(stranger.client.call(endpoint as never, { params: { ticketId: mine.id }, body } as never)).rejects.toMatchObject({
        code: "tickets.not_found",
      });
  });
});

describe("the eight lists", () => {
  it("hold what they say, with counts that agree, page by page", async () => {
    const [agent, other] = [await house.agent(house.second.id), await house.agent(house.second.id)];
    const tickets = [];
    for (let i = 0; i < 5; i++) tickets.push(await house.ticket(agent.client));
    const ids = tickets.map((one) => one.id);
    const at = (i: number) => ({ params: { ticketId: ids[i]! } });
    for (const id of ids)
      await house.ops.call(e.transfer, { params: { ticketId: id }, body: { to: { skillGroupId: house.second.id }, note: "x" } });
    await agent.client.call(e.claim, at(0));
    await agent.client.call(e.claim, at(1));
    await agent.client.call(e.transfer, { ...at(1), body: { to: { personId: other.id }, note: "x" } });
    await agent.client.call(e.claim, at(2));
    await agent.client.call(e.finish, { ...at(2), body: {} });
    await other.client.call(e.copy, { ...at(1), body: { personIds: [agent.id] } });
    await agent.client.call(e.mark, { ...at(3), body: { flag: "blue" } });
    const lists = {
      waiting: [4, 3],
      handling: [0],
      transferred: [1],
      finished: [2],
      copied: [1],
      created: [4, 3, 2, 1, 0],
      involved: [4, 3, 2, 1, 0],
      marked: [3],
    };
    for (const [list, expected] of Object.entries(lists)) {
      const { items } = await agent.client.call(e.mine, { params: { list: list as "waiting" } });
      expect(
        items.map((row) => ids.indexOf(row.id)),
        list,
      ).toEqual(expected);
    }
    const counts = await agent.client.call(e.counts);
    expect(counts.waiting).toEqual([
      { skillGroupId: house.second.id, name: { zh: house.second.name, en: `${house.second.name}, in English` }, count: 2, more: false },
    ]);
    for (const [list, expected] of Object.entries(lists).slice(1))
      expect(counts[list as "handling"], list).toEqual({ count: expected.length, more: false });
    const first = await agent.client.call(e.mine, { params: { list: "created" }, query: { limit: 3 } });
    const rest = await agent.client.call(e.mine, { params: { list: "created" }, query: { limit: 3, cursor: first.nextCursor! } });
    expect([...first.items, ...rest.items].map((row) => ids.indexOf(row.id))).toEqual([4, 3, 2, 1, 0]);
    expect(rest.nextCursor).toBeNull();
  });
});

describe("a list of mine that is sorted and filtered", () => {
  it("is read page by page in each order; tickets without a value to sort by come last", async () => {
    const agent = await house.agent(house.second.id);
    const tickets = [];
    for (const amount of ["5", "20", null, "3"])
      tickets.push(await house.ticket(agent.client, { values: { ...(amount && { reason: "broken", amount }) } }));
    const ids = tickets.map((one) => one.id);
    const give = (i: number, data: object) => api.db.prisma.ticket.update({ where: { id: ids[i]! }, data });
    const at = (hours: number) => new Date(Date.parse("2026-01-05T00:00:00Z") + hours * 3_600_000);
    await give(0, { dueAt: at(8), priority: "low", changedAt: at(3) });
    await give(1, { dueAt: at(2), priority: "urgent", changedAt: at(1) });
    await give(2, { dueAt: null, priority: "high", changedAt: at(4) });
    // Finished before its time: it is due no more.
    await give(3, { dueAt: at(1), state: "finished", finishedAt: at(1), changedAt: at(2) });
    const orders: [string, number[], number[]][] = [
      ["number", [0, 1, 2, 3], [3, 2, 1, 0]],
      ["dueAt", [1, 0, 2, 3], [0, 1, 3, 2]],
      ["priority", [0, 3, 2, 1], [1, 2, 3, 0]],
      ["changedAt", [1, 3, 0, 2], [2, 0, 3, 1]],
      ["finishedAt", [3, 0, 1, 2], [3, 2, 1, 0]],
      ["f:amount", [3, 0, 1, 2], [1, 0, 3, 2]],
    ];
    for (const [by, up, down] of orders)
      for (const [descending, expected] of [
        [false, up],
        [true, down],
      ] as const) {
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const body = { list: "created", sort: { by, descending }, limit: 1, cursor };
          const page = await agent.client.call(e.search, { body: body as never });
          seen.push(...page.items.map((row) => ids.indexOf(row.id)));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect(seen, `${by} ${descending ? "down" : "up"}`).toEqual(expected);
      }
    const spoilt = Buffer.from('["9","1"]').toString("base64url");
    await expect(
      agent.client.call(e.search, { body: { list: "created", sort: { by: "priority", descending: true }, cursor: spoilt } }),
    ).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("holds only its own tickets, by filter and by words", async () => {
    const [agent, other] = [await house.agent(house.second.id), await house.agent(house.second.id)];
    const ids: string[] = [];
    for (const title of ["退货一", "退货二", "换货三"]) ids.push((await house.ticket(agent.client, { values: { title } })).id);
    const toGroup = { to: { skillGroupId: house.second.id }, note: "x" };
    for (const ticketId of ids) await house.ops.call(e.transfer, { params: { ticketId }, body: toGroup });
    await agent.client.call(e.claim, { params: { ticketId: ids[0]! } });
    await other.client.call(e.claim, { params: { ticketId: ids[1]! } });
    await agent.client.call(e.mark, { params: { ticketId: ids[2]! }, body: { flag: "red" } });
    const listed = async (list: string, more: object = {}, as = agent) =>
      (await as.client.call(e.search, { body: { list, ...more } as never })).items.map(({ id }) => ids.indexOf(id)).filter((i) => i >= 0);
    const returns = { filter: { field: "title", op: "contains", values: ["退货"] } };
    expect(await listed("created")).toEqual([2, 1, 0]);
    expect(await listed("created", returns)).toEqual([1, 0]);
    expect(await listed("created", { text: "退货" })).toEqual([1, 0]);
    expect(await listed("handling", { sort: { by: "dueAt", descending: false } })).toEqual([0]);
    expect(await listed("handling", returns, other)).toEqual([1]);
    expect(await listed("waiting")).toEqual([2]);
    expect(await listed("waiting", returns)).toEqual([]);
    expect(await listed("marked")).toEqual([2]);
    expect(await listed("copied")).toEqual([]);
    for (const by of ["priority", "changedAt", "finishedAt"] as const)
      await expect(find(house.ops, { sort: { by, descending: true } })).rejects.toMatchObject({ code: "tickets.field_not_sortable" });
    await expect(listed("nobodys")).rejects.toMatchObject({ code: "request.invalid" });
  });
});

describe("views", () => {
  it("are saved for oneself, shared by permission, and refused when they cannot be run", async () => {
    const [agent, lead] = [await house.agent(), await house.agent(house.first.id, TICKET_LEAD)];
    const view = { name: "破损", filter: { field: "f:reason", op: "any_of", values: ["broken"] } as const, version: 0 };
    const save = (as: ApiClient, more: object) =>
      as.call(e.saveView, { params: { viewId: randomUUID() }, body: { ...view, scope: "me", ...more } });
    const own = await save(agent.client, {});
    await expect(save(agent.client, { scope: "all" })).rejects.toMatchObject({ code: "tickets.not_allowed" });
    await expect(save(lead.client, { scope: "group", skillGroupId: house.second.id })).rejects.toMatchObject({
      code: "tickets.not_allowed",
    });
    const shared = await save(lead.client, { scope: "group", skillGroupId: house.first.id });
    await expect(save(agent.client, { filter: { field: "f:gone_field", op: "empty" } })).rejects.toMatchObject({
      code: "tickets.field_unknown",
    });
    const { items } = await agent.client.call(e.views);
    expect(items.map((each) => [each.id, each.can.edit])).toEqual(
      expect.arrayContaining([
        [own.id, true],
        [shared.id, false],
      ]),
    );
    await expect(agent.client.call(e.removeView, { params: { viewId: shared.id } })).rejects.toMatchObject({ code: "tickets.not_allowed" });
    await agent.client.call(e.removeView, { params: { viewId: own.id } });

    // What is shared outlives its author: another lead of the group changes and removes it, but takes it from nobody.
    const other = await house.agent(house.first.id, TICKET_LEAD);
    const change = (as: ApiClient, more: object) =>
      as.call(e.saveView, {
        params: { viewId: shared.id },
        body: { ...view, scope: "group", skillGroupId: house.first.id, version: shared.version, ...more },
      });
    for (const [as, more] of [
      [agent.client, {}],
      [other.client, { scope: "me" }],
      [other.client, { scope: "all" }],
    ] as const)
      await expect(change(as, more)).rejects.toMatchObject({ code: "tickets.not_allowed" });
    expect(await change(other.client, { name: "破损的" })).toMatchObject({ ownerId: lead.id, version: 2, can: { edit: true } });
    await expect(change(other.client, {})).rejects.toMatchObject({ code: "tickets.setup_conflict" });
    await other.client.call(e.removeView, { params: { viewId: shared.id } });
    expect((await lead.client.call(e.views)).items).toEqual([]);
  });
});

describe("the setup", () => {
  it("keeps open tickets on their version of the flow and the form, and refuses what would break them", async () => {
    const before = await house.ticket(author.client, { values: { bank: "工行" } });
    const { flow, revision } = await house.ops.call(ticketSetupEndpoints.flow, { params: { typeId: house.typeId } });
    const renamed = {
      ...flow,
      nodes: flow.nodes.map((node) => (node.code === "first" ? { ...node, name: { zh: "新一线", en: "New first line" } } : node)),
    };
    const params = { typeId: house.typeId };
    const publish = (base: string) => house.ops.call(ticketSetupEndpoints.publishFlow, { params, body: { base } });
    const faulty = await house.ops.call(ticketSetupEndpoints.saveFlow, {
      params,
      body: { flow: { ...renamed, start: "nowhere" }, base: revision },
    });
    await expect(publish(faulty.revision)).rejects.toMatchObject({ code: "tickets.flow_faulty" });
    const draft = await house.ops.call(ticketSetupEndpoints.saveFlow, { params, body: { flow: renamed, base: faulty.revision } });
    const published = await publish(draft.revision);
    expect(published).toMatchObject({ version: 2, state: "published", faults: [] });
    await expect(publish(published.revision)).rejects.toMatchObject({ code: "tickets.no_draft" });
    expect((await house.ops.call(e.get, { params: { ticketId: before.id } })).node.name.zh).toBe("一线处理");
    expect((await house.ticket(author.client)).node.name.zh).toBe("新一线");

    const remove = (code: string) => house.ops.call(ticketSetupEndpoints.removeField, { params: { code } });
    await expect(remove("bank")).rejects.toMatchObject({ code: "tickets.field_in_use" });
    await expect(remove("title")).rejects.toMatchObject({ code: "tickets.field_fixed" });
    const { fields } = await house.ops.call(ticketSetupEndpoints.setup);
    const bank = fields.find((field) => field.code === "bank")!;
    const save = (change: object) =>
      house.ops.call(ticketSetupEndpoints.saveField, { params: { code: "bank" }, body: { ...bank, origin: "custom", ...change } as never });
    await expect(save({ kind: "number" })).rejects.toMatchObject({ code: "tickets.field_in_use" });
    expect(await save({ indexed: true })).toMatchObject({ version: bank.version + 1, indexReady: false });
    await expect(save({ indexed: false })).rejects.toMatchObject({ code: "tickets.setup_conflict" });
    await api.sweep();
    expect((await house.ops.call(e.search, { body: { sort: { by: "f:bank", descending: false } } })).items.length).toBeGreaterThan(0);
    await expect(
      author.client.call(ticketSetupEndpoints.publishFlow, { params, body: { base: published.revision } }),
    ).rejects.toMatchObject({
      code: "auth.forbidden",
    });
  });

  it("finds landlines in every format, short words beside others, and a customer by their new name", async () => {
    const { client: agent } = await house.agent();
    const customer = await customerFactory(api.db, { name: "司马青", phones: ["+861055550188"] });
    const made = await house.ticket(agent, { customerId: customer.id, values: { title: "iPhone 7 屏幕碎裂" } });
    const found = async (text: string) => (await house.ops.call(e.search, { body: { text } })).items.map(({ id }) => id);
    for (const text of [
      "010 5555 0188",
      "01055550188",
      "+86 10 5555 0188",
      "0086 10-5555-0188",
      "55550188",
      "0105555",
      "iPhone 7 屏幕",
      "屏幕 碎 司马青",
    ])
      expect(await found(text), text).toContain(made.id);
    expect(await found("iPhone Z 屏幕")).not.toContain(made.id);
    const { client: editor } = await api.signInNew({ grants: grant("all", "customers.read", "customers.edit") });
    await editor.call(customerEndpoints.update, { params: { customerId: customer.id }, body: { version: 1, name: "司马Blue" } });
    expect(await found("司马blue")).toContain(made.id);
  });

  it("finds by a category what hangs below it as well, also when it is offered no more", async () => {
    const [parent, child] = [randomUUID(), randomUUID()];
    const save = (categoryId: string, parentId: string | null, zh: string, active = true, version = 0) =>
      house.ops.call(categoryEndpoints.save, { params: { categoryId }, body: { name: { zh, en: zh }, active, parentId, version } });
    await save(parent, null, "大类甲");
    await save(child, parent, "小类乙");
    const { id } = await house.ticket((await house.agent()).client, { categoryId: child });
    await save(child, parent, "小类乙", false, 1);
    const found = async (op: "any_of" | "none_of", ...values: string[]) =>
      (await house.ops.call(e.search, { body: { filter: { field: "category", op, values } } })).items.map((row) => row.id);
    expect(await found("any_of", parent)).toEqual([id]);
    expect(await found("any_of", child)).toEqual([id]);
    expect(await found("none_of", parent)).not.toContain(id);
    expect(await found("any_of", randomUUID())).toEqual([]);
  });

  it("gives the index of a field up that is of another kind now, or gone: no ticket is refused for it", async () => {
    const code = `amount_${randomUUID().slice(0, 6)}`;
    const { fields } = await house.ops.call(ticketSetupEndpoints.setup);
    const { code: _, indexReady: _ready, version: _version, ...like } = fields.find((field) => field.code === "bank")!;
    const save = (body: object) =>
      house.ops.call(ticketSetupEndpoints.saveField, {
        params: { code },
        body: { ...like, origin: "custom", indexed: true, ...body } as never,
      });
    const made = await save({ kind: "number", version: 0 });
    await api.sweep();
    expect(await indexState(api.db, code)).toBe("ready");
    await save({ kind: "text", version: made.version });
    expect(await indexState(api.db, code)).toBe("none");
    await api.sweep();
    expect(await indexState(api.db, code)).toBe("ready");
    expect(await wrongIndexes(api.db)).not.toContain(code);
    await house.ops.call(ticketSetupEndpoints.removeField, { params: { code } });
    expect(await indexState(api.db, code)).toBe("none");
    // What a process leaves behind that dies between the one and the other.
    await buildIndex(api.db, { ...made, kind: "number" });
    expect(await wrongIndexes(api.db)).toContain(code);
    await api.sweep();
    expect(await indexState(api.db, code)).toBe("none");
  });
});

it("finds what stands at a node of a type, and at nodes of that code whatever the type", async () => {
  const { nodes } = await author.client.call(ticketSetupEndpoints.setup);
  expect(nodes.filter(({ typeId }) => typeId === house.typeId).map(({ code }) => code)).toEqual(["first", "second", "done"]);
  const agent = await house.agent();
  const { id } = await house.ticket(agent.client);
  await agent.client.call(e.claim, { params: { ticketId: id } });
  await agent.client.call(e.act, { params: { ticketId: id, action: "escalate" }, body: { node: "first" } });
  const at = async (op: "any_of" | "none_of", ...values: string[]) =>
    (await house.ops.call(e.search, { body: { filter: { field: "node", op, values } } })).items.map((row) => row.id);
  const [here, elsewhere] = [`${house.typeId}/second`, `${randomUUID()}/second`];
  expect(await at("any_of", elsewhere, here)).toEqual([id]);
  expect(await at("any_of", "second")).toEqual([id]);
  expect(await at("any_of", elsewhere)).toEqual([]);
  expect(await at("none_of", here)).not.toContain(id);
  expect(await at("none_of", elsewhere)).toContain(id);
  for (const values of [["no id/second"], []])
    await expect(by({ field: "node", op: "any_of", values })).rejects.toMatchObject({ code: "request.invalid" });
});

describe("long texts", () => {
  it("are found by what stands far behind, and paged through in their order", async () => {
    const code = `story_${randomUUID().slice(0, 8)}`;
    await house.ops.call(ticketSetupEndpoints.saveField, {
      params: { code },
      body: { kind: "text", name: { zh: "经过", en: "Story" }, options: [], indexed: true, version: 0 },
    });
    await api.sweep();
    const templateId = await house.template([{ code: "title", required: true }, { code }]);
    const long = (beginning: string) => `${beginning}${'长\n"'.repeat(130)}订单-XK77`;
    const told = [];
    for (const beginning of ["甲", "乙", "丙"])
      told.push((await house.ticket(author.client, { templateId, values: { [code]: long(beginning) } })).id);
    const search = (body: object) => author.client.call(e.search, { body: body as never });
    const field = `f:${code}` as const;
    const found = await search({ filter: { field, op: "contains", values: ["订单-xk77"] } });
    expect(found.items.map(({ id }) => id).sort()).toEqual([...told].sort());
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search({ sort: { by: field, descending: false }, limit: 1, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect([...seen].sort()).toEqual([...told].sort());
  });
});
