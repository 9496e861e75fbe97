import { randomUUID } from "node:crypto";
import { ticketEndpoints as e, type FieldDraft, type Ticket, ticketPushes, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../../test/harness.ts";
import { customerFactory } from "../../customers/customers.factory.ts";
import { TICKET_LEAD, type TicketHouse, ticketHouse, twoLineFlow } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
});
afterAll(() => api.stop());

const at = (ticket: { id: string }) => ({ ticketId: ticket.id });
const refused = (code: string) => expect.objectContaining({ code });

describe("a new ticket", () => {
  it("waits in the group of its first node, numbered, with its times, and a second send is the same ticket", async () => {
    const agent = await house.agent();
    const id = randomUUID();
    const customer = await customerFactory(api.db);
    const values = { title: "  退款没有到账 ", reason: "broken", amount: 12.5, phone: "138 0013-9001" };
    const made = await house.ticket(agent.client, { id, customerId: customer.id, values });
    expect(made).toMatchObject({
      state: "open",
      title: "退款没有到账",
      phone: "+8613800139001",
      node: { code: "first" },
      group: { id: house.first.id },
      handler: null,
      creator: { id: agent.id },
      customer: { id: customer.id },
      values: { reason: "broken", amount: "12.50" },
      can: { claim: true, edit: false },
      dueAt: new Date(api.clock.now().getTime() + 3_600_000).toISOString(),
    });
    expect((await house.ticket(agent.client, { id, values })).number).toBe(made.number);
    const other = await house.agent();
    await expect(house.ticket(other.client, { id, values })).rejects.toEqual(refused("tickets.not_allowed"));
  });

  it("is not taken for another one that a second window made of the same draft", async () => {
    const agent = await house.agent();
    const id = randomUUID();
    await house.ticket(agent.client, { id, values: { title: "第一个窗口" } });
    await expect(house.ticket(agent.client, { id, values: { title: "第二个窗口" } })).rejects.toEqual(refused("tickets.draft_used"));
    const both = randomUUID();
    const answers = await Promise.allSettled(["甲", "乙"].map((title) => house.ticket(agent.client, { id: both, values: { title } })));
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find((answer) => answer.status === "rejected")).toMatchObject({ reason: { code: "tickets.draft_used" } });
  });

  it("tells every wrong value, and keeps none that is hidden", async () => {
    const agent = await house.agent();
    await expect(house.ticket(agent.client, { values: { title: "", reason: "nothing", stranger: 1 } })).rejects.toMatchObject({
      code: "tickets.values_invalid",
      problem: { fields: { title: "required", reason: "unknown_option", stranger: "unknown_field" } },
    });
    for (const amount of ["5", "a lot"]) {
      const made = await house.ticket(agent.client, { values: { reason: "late", amount } });
      expect(made.values).toEqual({ reason: "late" });
    }
  });

  it("takes the form's defaults for what was not touched, and none for what was emptied", async () => {
    const agent = await house.agent();
    const templateId = await house.template([
      { code: "title", required: true },
      { code: "reason", default: "broken" },
      { code: "amount", required: true, visibleWhen: [{ code: "reason", is: "any_of", values: ["broken"] }] },
    ]);
    expect((await house.ticket(agent.client, { templateId, values: { amount: 5 } })).values).toEqual({ reason: "broken", amount: "5.00" });
    expect((await house.ticket(agent.client, { templateId, values: { reason: null } })).values).toEqual({});
  });

  it("is begun from a number: customer, my draft, and tickets that are alike", async () => {
    const agent = await house.agent();
    const customer = await customerFactory(api.db);
    const [phone = ""] = customer.phones;
    const first = await house.ticket(agent.client, { customerId: customer.id });
    const draftId = randomUUID();
    const draft = { values: { title: "写了一半" }, customerId: customer.id };
    await agent.client.call(e.keepDraft, { params: { ticketId: draftId }, body: draft });
    const start = await agent.client.call(e.start, { query: { phone } });
    expect(start).toMatchObject({
      customer: { id: customer.id },
      phone,
      draft: { id: draftId, draft },
      alike: [{ id: first.id, mayOpen: true }],
    });
    const other = await house.agent();
    expect((await other.client.call(e.start, { query: {} })).draft).toBeNull();
    const stranger = await house.agent(house.second.id);
    const [hint] = (await stranger.client.call(e.start, { query: { phone } })).alike;
    expect(hint).toMatchObject({ id: first.id, mayOpen: false });
    expect(hint).not.toHaveProperty("values");
    await expect(house.ticket(stranger.client, { parentId: first.id })).rejects.toEqual(refused("tickets.not_found"));
    await expect(other.client.call(e.keepDraft, { params: { ticketId: draftId }, body: draft })).rejects.toEqual(
      refused("tickets.not_allowed"),
    );
    await house.ticket(agent.client, { id: draftId });
    expect((await agent.client.call(e.start)).draft).toBeNull();
    // A save that was on its way when the ticket was made: the next new ticket must not be taken for this one.
    await api.db.prisma.ticketDraft.create({ data: { id: draftId, personId: agent.id, draft, updatedAt: api.clock.now() } });
    expect((await agent.client.call(e.start)).draft).toBeNull();
  });
});

describe("work on a ticket", () => {
  it("goes claim, edit, escalate, claim by the second line, finish, reopen; the track tells one story", async () => {
    const [author, second, lead] = [
      await house.agent(),
      await house.agent(house.second.id),
      await house.agent(house.first.id, TICKET_LEAD),
    ];
    const made = await house.ticket(author.client, { values: { reason: "late" } });
    const claimed = await author.client.call(e.claim, { params: at(made) });
    expect(claimed).toMatchObject({ handler: { id: author.id }, can: { claim: false, edit: true, finish: true } });
    expect(claimed.actions.map((action) => action.code)).toEqual(["solve", "escalate"]);

    const changes = [
      { code: "reason", before: "late", after: "wrong" },
      { code: "amount", before: null, after: 20 },
    ];
    const edited = await author.client.call(e.edit, { params: at(made), body: { changes } });
    expect(edited.values).toMatchObject({ reason: "wrong", amount: "20.00" });

    const body = { node: "first", values: { reason: "broken" }, note: "需要二线确认" };
    const escalated = await author.client.call(e.act, { params: { ...at(made), action: "escalate" }, body });
    expect(escalated).toMatchObject({ node: { code: "second" }, group: { id: house.second.id }, handler: null, can: { edit: false } });
    await expect(author.client.call(e.act, { params: { ...at(made), action: "escalate" }, body })).rejects.toEqual(
      refused("tickets.moved_on"),
    );

    await second.client.call(e.claim, { params: at(made) });
    await expect(second.client.call(e.finish, { params: at(made), body: {} })).rejects.toMatchObject({
      code: "tickets.values_invalid",
      problem: { fields: { result: "required" } },
    });
    const finished = await second.client.call(e.finish, { params: at(made), body: { values: { result: "已退款" } } });
    expect(finished).toMatchObject({
      state: "finished",
      node: { code: "done" },
      dueAt: null,
      values: { result: "已退款" },
      can: { edit: false },
    });
    await expect(second.client.call(e.reopen, { params: at(made), body: { note: "x" } })).rejects.toEqual(refused("auth.forbidden"));
    const ops = await house.ops.call(e.reopen, { params: at(made), body: { note: "客户说没收到" } });
    expect(ops).toMatchObject({ state: "open", node: { code: "first" }, handler: null, finishedAt: null });
    expect(await lead.client.call(e.get, { params: at(made) })).toMatchObject({ can: { transfer: true } });

    const { items } = await author.client.call(e.track, { params: at(made), query: {} });
    expect(items.map((item) => item.deed).reverse()).toEqual(["created", "claimed", "edited", "moved", "claimed", "finished", "reopened"]);
    expect(items.find((item) => item.deed === "edited")?.changes).toEqual([
      { code: "reason", before: "late", after: "wrong" },
      { code: "amount", before: null, after: "20.00" },
    ]);
    expect(items.find((item) => item.deed === "moved")).toMatchObject({
      action: { zh: "升级二线" },
      note: "需要二线确认",
      by: { id: author.id },
    });
    expectOneStory(items);
  });

  it("is transferred with a note, to a person who is told or to a group where it waits", async () => {
    const [from, to] = [await house.agent(), await house.agent(house.second.id)];
    const made = await house.ticket(from.client);
    await expect(from.client.call(e.transfer, { params: at(made), body: { to: { personId: to.id }, note: "x" } })).rejects.toEqual(
      refused("tickets.not_allowed"),
    );
    await from.client.call(e.claim, { params: at(made) });
    await expect(from.client.call(e.transfer, { params: at(made), body: { to: { personId: to.id }, note: "  " } })).rejects.toEqual(
      refused("request.invalid"),
    );
    await expect(from.client.call(e.transfer, { params: at(made), body: { to: { personId: randomUUID() }, note: "x" } })).rejects.toEqual(
      refused("tickets.target_unknown"),
    );
    expect(await from.client.call(e.transfer, { params: at(made), body: { to: { personId: to.id }, note: "请跟进" } })).toMatchObject({
      handler: { id: to.id },
    });
    expect((await to.client.call(e.mine, { params: { list: "handling" } })).items.map((row) => row.id)).toContain(made.id);
    expect((await from.client.call(e.mine, { params: { list: "transferred" } })).items.map((row) => row.id)).toContain(made.id);
    const back = await to.client.call(e.transfer, { params: at(made), body: { to: { skillGroupId: house.first.id }, note: "不归我" } });
    expect(back).toMatchObject({ handler: null, group: { id: house.first.id } });
  });

  it("tells conflicts field by field and lets edits of different fields stand side by side", async () => {
    const agent = await house.agent();
    const made = await house.ticket(agent.client, { values: { reason: "late" } });
    await agent.client.call(e.claim, { params: at(made) });
    const edit = (changes: { code: string; before: string | null; after: string | null }[]) =>
      agent.client.call(e.edit, { params: at(made), body: { changes } });
    await edit([{ code: "reason", before: "late", after: "wrong" }]);
    expect((await edit([{ code: "priority", before: "normal", after: "high" }])).values).toMatchObject({ reason: "wrong" });
    await expect(
      edit([
        { code: "reason", before: "late", after: "broken" },
        { code: "title", before: made.title, after: "新标题" },
      ]),
    ).rejects.toMatchObject({ code: "tickets.conflict", problem: { fields: { reason: '"wrong"' } } });
    expect(await agent.client.call(e.get, { params: at(made) })).toMatchObject({ title: made.title, priority: "high" });
    await expect(edit([{ code: "bank", before: null, after: "x" }])).rejects.toMatchObject({
      problem: { fields: { bank: "not_editable" } },
    });
  });

  it("is urged, copied and commented; the same comment twice is one, and who is mentioned may read it", async () => {
    const [agent, copied, mentioned] = [await house.agent(), await house.agent(house.second.id), await house.agent(house.second.id)];
    const made = await house.ticket(agent.client);
    await agent.client.call(e.urge, { params: at(made), body: { note: "客户在等" } });
    await expect(copied.client.call(e.get, { params: at(made) })).rejects.toEqual(refused("tickets.not_found"));
    expect(await agent.client.call(e.copy, { params: at(made), body: { personIds: [copied.id] } })).toMatchObject({
      copiedTo: [{ id: copied.id }],
    });
    expect(await copied.client.call(e.get, { params: at(made) })).toMatchObject({ can: { comment: true, edit: false, transfer: false } });
    const comment = {
      params: { ...at(made), commentId: randomUUID() },
      body: { text: "<script>alert(1)</script> 请看", mentions: [mentioned.id] },
    };
    await agent.client.call(e.comment, comment);
    await agent.client.call(e.comment, comment);
    const { items } = await mentioned.client.call(e.track, { params: at(made), query: {} });
    expect(items.filter((item) => item.deed === "commented")).toHaveLength(1);
    expect(items[0]).toMatchObject({ note: comment.body.text, people: [{ id: mentioned.id }] });
  });

  it("is related, hung below another and merged, but never in a circle", async () => {
    const agent = await house.agent();
    const tickets: Ticket[] = [];
    for (let i = 0; i < 3; i++) {
      const made = await house.ticket(agent.client);
      tickets.push(await agent.client.call(e.claim, { params: at(made) }));
    }
    const [a, b, c] = tickets as [Ticket, Ticket, Ticket];
    const link = (one: Ticket, other: Ticket, as: "related" | "parent" | "merge_into") =>
      agent.client.call(e.link, { params: at(one), body: { otherId: other.id, as } });
    expect(await link(a, b, "related")).toMatchObject({ related: [{ id: b.id }] });
    expect(await link(b, a, "parent")).toMatchObject({ parent: { id: a.id } });
    await expect(link(a, b, "parent")).rejects.toEqual(refused("tickets.link_refused"));
    await expect(link(a, a, "related")).rejects.toEqual(refused("tickets.link_refused"));
    expect(await link(c, a, "merge_into")).toMatchObject({ state: "merged", mergedInto: { id: a.id }, can: { edit: false } });
    expect(await agent.client.call(e.get, { params: at(a) })).toMatchObject({ children: [{ id: b.id }], related: [{ id: b.id }] });
    await expect(link(b, c, "merge_into")).rejects.toEqual(refused("tickets.link_refused"));
  });

  it("is done in bulk, telling what failed and doing the rest", async () => {
    const [agent, other] = [await house.agent(), await house.agent()];
    const ids = [];
    for (let i = 0; i < 4; i++) ids.push((await house.ticket(agent.client)).id);
    await other.client.call(e.claim, { params: { ticketId: ids[0]! } });
    const report = await agent.client.call(e.bulkClaim, { body: { ids: [...ids, randomUUID()] } });
    expect(report.done).toEqual(ids.slice(1));
    expect(report.failed.map((one) => one.code)).toEqual(["tickets.claimed_by_other", "tickets.not_found"]);
    expect((await agent.client.call(e.bulkFlag, { body: { ids, flag: "red" } })).done).toHaveLength(4);
    const moved = await agent.client.call(e.bulkTransfer, { body: { ids: ids.slice(0, 2), to: { personId: other.id }, note: "请处理" } });
    expect(moved).toMatchObject({ done: [ids[1]], failed: [{ id: ids[0], code: "tickets.not_allowed" }] });
    expect((await agent.client.call(e.bulkFinish, { body: { ids: ids.slice(2) } })).done).toEqual(ids.slice(2));
    expect((await agent.client.call(e.mine, { params: { list: "finished" } })).items.map((row) => row.id)).toEqual([ids[3], ids[2]]);
    expect((await agent.client.call(e.mine, { params: { list: "marked" } })).items[0]?.mark).toMatchObject({ flag: "red" });
  });

  it("tells in bulk which fields are missing", async () => {
    const [agent, second] = [await house.agent(), await house.agent(house.second.id)];
    const made = await house.ticket(agent.client);
    await agent.client.call(e.claim, { params: at(made) });
    await agent.client.call(e.act, { params: { ...at(made), action: "escalate" }, body: { node: "first" } });
    await second.client.call(e.claim, { params: at(made) });
    const { failed } = await second.client.call(e.bulkFinish, { body: { ids: [made.id] } });
    expect(failed).toMatchObject([{ id: made.id, code: "tickets.values_invalid", fields: { result: "required" } }]);
  });
});

describe("a value that its field no longer takes", () => {
  it("stays as it is with what hangs on it, whoever edits, acts or finishes, until it is touched itself", async () => {
    const option = (code: string, active = true) => ({ code, name: { zh: code, en: code }, active });
    const product = `product_${randomUUID().slice(0, 8)}`;
    const save = (version: number, ...options: FieldDraft["options"]) =>
      house.ops.call(ticketSetupEndpoints.saveField, {
        params: { code: product },
        body: { kind: "select", name: { zh: "产品", en: "Product" }, options, version },
      });
    await save(0, option("a"), option("b"));
    const templateId = await house.template([
      { code: "title", required: true },
      { code: product },
      { code: "bank", visibleWhen: [{ code: product, is: "any_of", values: ["a"] }] },
      { code: "amount", required: true, visibleWhen: [{ code: product, is: "empty" }] },
    ]);
    const agent = await house.agent();
    const values = { [product]: "a", bank: "123" };
    const [made, another] = [
      await house.ticket(agent.client, { templateId, values }),
      await house.ticket(agent.client, { templateId, values }),
    ];
    await agent.client.call(e.bulkClaim, { body: { ids: [made.id, another.id] } });
    await save(1, option("a", false), option("b"));

    const edit = (code: string, before: string | null, after: string) =>
      agent.client.call(e.edit, { params: at(made), body: { changes: [{ code, before, after }] } });
    expect((await edit("title", "退款没有到账", "换了标题")).values).toEqual(values);
    expect((await agent.client.call(e.bulkFinish, { body: { ids: [another.id] } })).done).toEqual([another.id]);
    expect((await house.ops.call(e.get, { params: at(another) })).values).toEqual(values);
    const escalated = await agent.client.call(e.act, { params: { ...at(made), action: "escalate" }, body: { node: "first" } });
    expect(escalated.values).toEqual(values);
    const { items } = await house.ops.call(e.track, { params: at(made) });
    expect(items.flatMap(({ changes }) => changes.map(({ code }) => code))).not.toContain("bank");
  });
});

describe("what a node hides", () => {
  it("is nowhere: not in the ticket, its lists and files, nor in what a conflict tells", async () => {
    const flow = twoLineFlow(house.first.id, house.second.id);
    const [first] = flow.nodes;
    Object.assign(first!.fields, { bank: "hidden", photos: "hidden", phone: "hidden" });
    const typeId = await house.type(flow);
    const templateId = await house.template(
      ["title", "bank", "photos", "phone", "reason"].map((code) => ({ code })),
      typeId,
    );
    const { client } = await house.agent();
    const fileId = randomUUID();
    const body = new Uint8Array(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    const headers = { authorization: `Bearer ${client.session?.accessToken}`, "content-type": "application/octet-stream" };
    await fetch(`${api.base}/api/tickets/files/${fileId}?name=x.png`, { method: "POST", headers, body });
    const made = await house.ticket(client, {
      typeId,
      templateId,
      values: { bank: "6222", photos: [fileId], phone: "13800139001", reason: "late" },
    });
    expect(made).toMatchObject({ phone: null, values: { reason: "late" }, files: [] });
    const [row] = (await client.call(e.mine, { params: { list: "created" } })).items;
    expect(row).toMatchObject({ phone: null, values: { reason: "late" } });
    expect((await client.send(e.download, { params: { ticketId: made.id, fileId } })).status).toBe(404);
    await client.call(e.claim, { params: at(made) });
    for (const code of ["bank", "phone"]) {
      const changes = [{ code, before: null, after: "1" }];
      await expect(client.call(e.edit, { params: at(made), body: { changes } })).rejects.toMatchObject({
        code: "tickets.values_invalid",
        problem: { fields: { [code]: "not_editable" } },
      });
      const seen = { [code]: "x" };
      const answer = await client.send(e.act, {
        params: { ...at(made), action: "escalate" },
        body: { node: "first", seen, values: { [code]: "y" } },
      });
      expect(answer.status).toBe(409);
      expect(JSON.stringify(answer.body)).not.toMatch(/6222|139001/);
    }
    await client.call(e.act, { params: { ...at(made), action: "escalate" }, body: { node: "first" } });
    const { client: second } = await house.agent(house.second.id);
    expect(await second.call(e.get, { params: at(made) })).toMatchObject({
      phone: "+8613800139001",
      values: { bank: "6222" },
      files: [{ id: fileId }],
    });
  });
});

describe("what was taken out of my hands", () => {
  it("leaves my list at once, also when I had done nothing to it", async () => {
    const [agent, other, lead] = [await house.agent(), await house.agent(), await house.agent(house.first.id, TICKET_LEAD)];
    const made = await house.ticket(lead.client);
    const hand = (personId: string) => lead.client.call(e.transfer, { params: at(made), body: { to: { personId }, note: "请处理" } });
    await hand(agent.id);
    const page = await agent.client.page();
    await hand(other.id);
    expect(await page.take(ticketPushes.rowChanged)).toMatchObject({ row: { id: made.id, handler: { id: other.id } }, lists: [] });
    expect((await agent.client.call(e.mine, { params: { list: "handling" } })).items).toEqual([]);
  });

  it("keeps the flag of somebody who was mentioned, whoever works on it", async () => {
    const [agent, mentioned] = [await house.agent(), await house.agent(house.second.id)];
    const made = await house.ticket(agent.client);
    await agent.client.call(e.claim, { params: at(made) });
    const params = { ...at(made), commentId: randomUUID() };
    await agent.client.call(e.comment, { params, body: { text: "请看", mentions: [mentioned.id] } });
    await mentioned.client.call(e.mark, { params: at(made), body: { flag: "red" } });
    const page = await mentioned.client.page();
    await agent.client.call(e.urge, { params: at(made), body: { note: "快" } });
    expect(await page.take(ticketPushes.rowChanged)).toMatchObject({ row: { id: made.id }, lists: ["marked"] });
  });
});

describe("what went out of reach", () => {
  it("leaves the list of what I marked, also on an open page, and its mark can be taken off", async () => {
    const [agent, other] = [await house.agent(), await house.agent()];
    const made = await house.ticket((await house.agent()).client);
    const { client } = agent;
    await client.call(e.mark, { params: at(made), body: { flag: "red" } });
    const marked = async () => (await client.call(e.mine, { params: { list: "marked" } })).items.map(({ id }) => id);
    expect(await marked()).toEqual([made.id]);
    const page = await client.page();
    await other.client.call(e.claim, { params: at(made) });
    expect(await page.take(ticketPushes.markChanged)).toEqual({ ticketId: made.id, mark: null });
    expect(await marked()).toEqual([]);
    expect((await client.call(e.counts)).marked).toEqual({ count: 0, more: false });
    await expect(client.call(e.mark, { params: at(made), body: { flag: "blue" } })).rejects.toEqual(refused("tickets.not_found"));
    expect(await client.call(e.mark, { params: at(made), body: { flag: null } })).toBeNull();
    await expect(client.call(e.mark, { params: at(made), body: { flag: null } })).rejects.toEqual(refused("tickets.not_found"));
  });

  it("cannot be reopened by a lead of other groups who was copied in", async () => {
    const agent = await house.agent();
    const lead = await house.agent(house.second.id, TICKET_LEAD);
    const made = await house.ticket(agent.client);
    await agent.client.call(e.claim, { params: at(made) });
    await agent.client.call(e.copy, { params: at(made), body: { personIds: [lead.id] } });
    await agent.client.call(e.finish, { params: at(made), body: {} });
    expect((await lead.client.call(e.get, { params: at(made) })).can.reopen).toBe(false);
    await expect(lead.client.call(e.reopen, { params: at(made), body: { note: "再看" } })).rejects.toEqual(refused("tickets.not_allowed"));
  });
});

describe("an action's form", () => {
  it("tells what somebody else has changed since, and is refused at another node than it was opened at", async () => {
    const agent = await house.agent();
    const made = await house.ticket(agent.client, { values: { reason: "late" } });
    await agent.client.call(e.claim, { params: at(made) });
    await house.ops.call(e.edit, { params: at(made), body: { changes: [{ code: "reason", before: "late", after: "wrong" }] } });
    const escalate = (seen: string) =>
      agent.client.call(e.act, {
        params: { ...at(made), action: "escalate" },
        body: { node: "first", values: { reason: "broken" }, seen: { reason: seen } },
      });
    await expect(escalate("late")).rejects.toMatchObject({ code: "tickets.conflict", problem: { fields: { reason: '"wrong"' } } });
    await expect(agent.client.call(e.finish, { params: at(made), body: { node: "second" } })).rejects.toEqual(refused("tickets.moved_on"));
    expect(await escalate("wrong")).toMatchObject({ node: { code: "second" }, values: { reason: "broken" } });
  });
});

describe("races", () => {
  it("of fifty who claim one ticket exactly one wins", async () => {
    const agents = [];
    for (let i = 0; i < 50; i++) agents.push(await house.agent());
    const made = await house.ticket(agents[0]!.client);
    const results = await Promise.allSettled(agents.map(({ client }) => client.call(e.claim, { params: at(made) })));
    const won = results.filter((result) => result.status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toEqual(refused("tickets.claimed_by_other"));
    const { items } = await house.ops.call(e.track, { params: at(made), query: {} });
    expect(items.map((item) => item.deed)).toEqual(["claimed", "created"]);
  });

  it("of edits, transfers and finishes at once leave one story, each step beginning where the one before ended", async () => {
    for (let round = 0; round < 5; round++) {
      const [agent, other] = [await house.agent(), await house.agent()];
      const made = await house.ticket(agent.client, { values: { reason: "late" } });
      await agent.client.call(e.claim, { params: at(made) });
      const changes = (after: string) => [{ code: "reason", before: "late", after }];
      const results = await Promise.allSettled([
        agent.client.call(e.edit, { params: at(made), body: { changes: changes("broken") } }),
        agent.client.call(e.edit, { params: at(made), body: { changes: changes("wrong") } }),
        agent.client.call(e.transfer, { params: at(made), body: { to: { personId: other.id }, note: "x" } }),
        agent.client.call(e.finish, { params: at(made), body: {} }),
        house.ops.call(e.urge, { params: at(made), body: {} }),
        house.ops.call(e.act, { params: { ...at(made), action: "escalate" }, body: { node: "first" } }),
      ]);
      const known = ["tickets.conflict", "tickets.not_allowed", "tickets.closed", "tickets.moved_on", "tickets.not_found"];
      for (const result of results) if (result.status === "rejected") expect(known).toContain(result.reason.code);
      const { items } = await house.ops.call(e.track, { params: at(made), query: {} });
      expect(items.length - 2, "every success is one line").toBe(results.filter((result) => result.status === "fulfilled").length);
      expectOneStory(items);
      const row = await api.db.prisma.ticket.findUniqueOrThrow({ where: { id: made.id } });
      expect(row.version).toBe(items.length);
    }
  });
});

/** Read from the oldest: what a step says was before is what the last step that told of it left. */
function expectOneStory(items: { changes: { code: string; before: unknown; after: unknown }[] }[]): void {
  const known = new Map<string, unknown>();
  for (const { changes } of [...items].reverse())
    for (const { code, before, after } of changes) {
      if (known.has(code)) expect(before, code).toEqual(known.get(code));
      known.set(code, after);
    }
}
