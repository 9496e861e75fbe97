import { randomUUID } from "node:crypto";
import {
  ticketMoveEndpoints as move,
  notificationEndpoints,
  ticketSetupEndpoints as setup,
  type TicketFlow,
  ticketEndpoints,
} from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../../test/harness.ts";
import { putInForce, TICKET_LEAD, TICKET_OPS, type TicketHouse, ticketHouse } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
});
afterAll(() => api.stop());

const refused = (code: string) => expect.objectContaining({ code });
const name = (text: string) => ({ zh: text, en: text });

/** A type of its own, in the same house: its first flow is in force. */
async function newType(): Promise<{ typeId: string; templateId: string; flow: TicketFlow }> {
  const [typeId, templateId] = [randomUUID(), randomUUID()];
  await house.ops.call(setup.saveType, { params: { typeId }, body: { code: `t_${typeId.slice(0, 8)}`, name: name("报修"), version: 0 } });
  const { flow } = await house.ops.call(setup.flow, { params: { typeId: house.typeId } });
  await putInForce(house.ops, typeId, flow);
  await house.ops.call(setup.saveTemplate, {
    params: { templateId },
    body: { typeId, version: 0, name: name("报修"), fields: [{ code: "title" }] },
  });
  return { typeId, templateId, flow };
}

describe("the draft of a flow", () => {
  it("begins for a new type with a flow that works as it is, and can be published", async () => {
    const typeId = randomUUID();
    const params = { typeId };
    await house.ops.call(setup.saveType, { params, body: { code: "brand_new", name: name("新类型"), version: 0 } });
    const draft = await house.ops.call(setup.flow, { params });
    expect(draft).toMatchObject({ version: 1, state: "draft", faults: [], updatedBy: { name: "运营" } });
    await house.ops.call(setup.saveType, { params, body: { code: "brand_new", name: name("改名"), version: 1 } });
    expect((await house.ops.call(setup.flow, { params })).revision).toBe(draft.revision);
    const published = await house.ops.call(setup.publishFlow, { params, body: { base: draft.revision } });
    expect(published).toMatchObject({ version: 1, state: "published" });
  });

  it("is kept only over the revision that the page has seen: of two people who change it, the second is told", async () => {
    const { typeId, flow } = await newType();
    const params = { typeId };
    const { revision } = await house.ops.call(setup.flow, { params });
    const { client: other } = await api.signInNew({ grants: TICKET_OPS, displayName: "同事" });
    const saves = (client: typeof other, base: string, limit: number) =>
      client.call(setup.saveFlow, { params, body: { flow: { ...flow, limit: { minutes: limit, warnMinutes: 0 } }, base } });
    const answers = await Promise.allSettled([saves(house.ops, revision, 10), saves(other, revision, 20)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(answers.find((answer) => answer.status === "rejected")).toMatchObject({ reason: { code: "tickets.setup_conflict" } });
    const latest = await house.ops.call(setup.flow, { params });
    expect(latest).toMatchObject({ version: 2, state: "draft" });
    expect(await saves(other, latest.revision, 30)).toMatchObject({ version: 2, updatedBy: { name: "同事" } });
    await expect(house.ops.call(setup.publishFlow, { params, body: { base: latest.revision } })).rejects.toEqual(
      refused("tickets.setup_conflict"),
    );
    await expect(house.ops.call(setup.discardFlow, { params, body: { base: latest.revision } })).rejects.toEqual(
      refused("tickets.setup_conflict"),
    );
  });

  it("is thrown away, back to the version in force; a draft that comes after is not taken for it", async () => {
    const { typeId, flow } = await newType();
    const params = { typeId };
    const published = await house.ops.call(setup.flow, { params });
    await expect(house.ops.call(setup.discardFlow, { params, body: { base: published.revision } })).rejects.toEqual(
      refused("tickets.no_draft"),
    );
    const draft = await house.ops.call(setup.saveFlow, { params, body: { flow, base: published.revision } });
    expect(await house.ops.call(setup.discardFlow, { params, body: { base: draft.revision } })).toMatchObject({
      version: 1,
      state: "published",
      revision: published.revision,
    });
    await house.ops.call(setup.saveFlow, { params, body: { flow, base: published.revision } });
    await expect(house.ops.call(setup.saveFlow, { params, body: { flow, base: draft.revision } })).rejects.toEqual(
      refused("tickets.setup_conflict"),
    );
    const fresh = randomUUID();
    await house.ops.call(setup.saveType, { params: { typeId: fresh }, body: { code: "begun_anew", name: name("x"), version: 0 } });
    const first = await house.ops.call(setup.flow, { params: { typeId: fresh } });
    const anew = await house.ops.call(setup.discardFlow, { params: { typeId: fresh }, body: { base: first.revision } });
    expect(anew).toMatchObject({ version: 1, state: "draft", flow: first.flow });
  });

  it("has a list of its versions, of which each former one can be read", async () => {
    const { typeId, flow } = await newType();
    await putInForce(house.ops, typeId, { ...flow, limit: { minutes: 600, warnMinutes: 0 } });
    const { items } = await house.ops.call(setup.flowVersions, { params: { typeId } });
    expect(items.map(({ version, state, nodes }) => ({ version, state, nodes }))).toEqual([
      { version: 2, state: "published", nodes: 3 },
      { version: 1, state: "published", nodes: 3 },
    ]);
    expect((await house.ops.call(setup.flow, { params: { typeId }, query: { version: 1 } })).flow).toEqual(flow);
  });
});

describe("open tickets of older versions", () => {
  /** The second line is gone, a third one is there, and the first line has two hours. */
  const next = (flow: TicketFlow): TicketFlow => ({
    ...flow,
    nodes: flow.nodes.map((node) =>
      node.code === "second"
        ? { ...node, code: "third", name: name("三线处理") }
        : node.code === "first"
          ? { ...node, limit: { minutes: 120, warnMinutes: 15 } }
          : node,
    ),
    actions: flow.actions.map((action) => ({
      ...action,
      from: action.from === "second" ? "third" : action.from,
      to: action.to === "second" ? "third" : action.to,
    })),
  });

  async function withTickets(count: number) {
    const type = await newType();
    const agent = await house.agent();
    const make = () => house.ticket(agent.client, { typeId: type.typeId, templateId: type.templateId });
    const tickets = [];
    for (let i = 0; i < count; i++) tickets.push(await make());
    const open = () => house.ops.call(move.openOnFlow, { params: { typeId: type.typeId } });
    const begin = (mapping: { version: number; node: string; to: string }[], moveId = randomUUID(), version = 2) =>
      house.ops.call(move.moveToFlow, { params: { typeId: type.typeId, moveId }, body: { version, mapping } });
    const get = (id: string) => house.ops.call(ticketEndpoints.get, { params: { ticketId: id } });
    return { ...type, agent, tickets, open, begin, get };
  }
  const untilDone = async (open: () => Promise<{ move: { state: string } | null }>): Promise<void> => {
    for (let round = 0; round < 20 && (await open()).move?.state === "running"; round++) await api.sweep();
  };

  it("are shown by node with where each would go, and moved with their times, who has them and their track", async () => {
    const { tickets, agent, open, begin, get, typeId, flow } = await withTickets(3);
    const [waiting, taken, escalated] = tickets.map(({ id }) => ({ ticketId: id }));
    for (const params of [taken!, escalated!]) await agent.client.call(ticketEndpoints.claim, { params });
    await agent.client.call(ticketEndpoints.act, { params: { ...escalated!, action: "escalate" }, body: { node: "first", note: "难" } });
    expect((await open()).items).toEqual([]);
    await putInForce(house.ops, typeId, next(flow));
    const preview = await open();
    expect(preview).toMatchObject({
      version: 2,
      nodes: [{ code: "first" }, { code: "third" }],
      items: [
        { version: 1, node: "first", count: 2, same: "first" },
        { version: 1, node: "second", name: { zh: "二线处理" }, count: 1, same: null },
      ],
      move: null,
    });

    api.clock.advance(10 * 60_000);
    const moveId = randomUUID();
    const mapping = [
      { version: 1, node: "first", to: "first" },
      { version: 1, node: "second", to: "third" },
    ];
    expect(await begin(mapping, moveId)).toMatchObject({ state: "running", total: 3, moved: 0, by: { name: "运营" } });
    expect(await begin(mapping, moveId)).toMatchObject({ id: moveId, total: 3 });
    await untilDone(open);
    expect(await open()).toMatchObject({ items: [], move: { state: "done", moved: 3, mapping: [{ moved: 2 }, { moved: 1 }] } });

    const before = tickets[1]!;
    const after = await get(before.id);
    expect(after).toMatchObject({ flowVersion: 2, node: { code: "first" }, handler: { id: agent.id }, version: before.version + 2 });
    expect(new Date(after.dueAt!).getTime()).toBe(new Date(before.dueAt!).getTime() + 3_600_000);
    expect(await get(waiting!.ticketId)).toMatchObject({ flowVersion: 2, handler: null, group: { id: house.first.id } });
    expect(await get(escalated!.ticketId)).toMatchObject({ flowVersion: 2, node: { code: "third", name: { zh: "三线处理" } } });
    const { items } = await house.ops.call(ticketEndpoints.track, { params: escalated! });
    expect(items[0]).toMatchObject({
      deed: "migrated",
      by: { name: "运营" },
      names: { second: { zh: "二线处理" }, third: { zh: "三线处理" } },
    });
    expect(items[0]?.changes).toContainEqual({ code: "flow_version", before: 1, after: 2 });
    expect(items[0]?.changes).toContainEqual({ code: "node", before: "second", after: "third" });
    expect((await house.ops.call(ticketEndpoints.mine, { params: { list: "involved" } })).items.map(({ id }) => id)).not.toContain(
      before.id,
    );
  });

  it("stay where they are once the move is stopped, and can be moved again", async () => {
    const { open, begin, get, tickets, typeId, flow } = await withTickets(2);
    await putInForce(house.ops, typeId, next(flow));
    const mapping = [{ version: 1, node: "first", to: "first" }];
    const moveId = randomUUID();
    await begin(mapping, moveId);
    const stop = (client = house.ops, params = { typeId, moveId }) => client.call(move.stopMove, { params });
    await expect(stop((await house.agent()).client)).rejects.toEqual(refused("auth.forbidden"));
    await expect(stop(house.ops, { typeId, moveId: randomUUID() })).rejects.toEqual(refused("request.not_found"));
    const [one, other] = await Promise.all([stop(), stop()]);
    expect([one, other]).toMatchObject([
      { state: "stopped", moved: 0, total: 2 },
      { state: "stopped", finishedAt: one.finishedAt },
    ]);
    await api.sweep();
    expect(await get(tickets[0]!.id)).toMatchObject({ flowVersion: 1 });
    expect((await open()).items).toMatchObject([{ node: "first", count: 2 }]);
    const again = randomUUID();
    api.clock.advance(1_000);
    await begin(mapping, again);
    await untilDone(open);
    expect(await stop(house.ops, { typeId, moveId: again })).toMatchObject({ state: "done", moved: 2 });
  });

  it("stay where they are when their node is not mapped, and a mapping to nowhere is refused by name", async () => {
    const { open, begin, typeId, flow } = await withTickets(1);
    await putInForce(house.ops, typeId, next(flow));
    const wrong = (to: string, node = "first", version = 1) =>
      expect(begin([{ version, node, to }])).rejects.toMatchObject({
        code: "tickets.mapping_invalid",
        problem: { fields: { [`${version}.${node}`]: "not_mappable" } },
      });
    await wrong("second");
    await wrong("done");
    await wrong("first", "nowhere");
    await wrong("first", "first", 2);
    await wrong("first", "first", 7);
    await expect(begin([{ version: 1, node: "first", to: "first" }], randomUUID(), 1)).rejects.toEqual(refused("tickets.setup_conflict"));
    await begin([{ version: 1, node: "second", to: "third" }]);
    await untilDone(open);
    expect(await open()).toMatchObject({ items: [{ node: "first", count: 1 }], move: { state: "done", moved: 0 } });
    const { client: agent } = await house.agent();
    await expect(agent.call(move.openOnFlow, { params: { typeId } })).rejects.toEqual(refused("auth.forbidden"));
  });

  it("are moved by one move at a time, once each, however many processes there are and wherever one died", async () => {
    const { open, begin, typeId, flow, tickets } = await withTickets(5);
    await putInForce(house.ops, typeId, next(flow));
    const mapping = [{ version: 1, node: "first", to: "first" }];
    const answers = await Promise.allSettled([begin(mapping), begin(mapping), begin(mapping)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "tickets.move_running" });

    // A process that died in the middle of a batch has left its locks and nothing else: its connection is gone.
    const dying = api.db.inTransaction(async (rows) => {
      await rows.$queryRaw`UPDATE ticket_flow_move SET cursor = 9999999 WHERE type_id = ${typeId}::uuid`;
      await rows.$queryRaw`UPDATE ticket SET flow_version = 2, version = version + 1 WHERE id = ${tickets[0]!.id}::uuid`;
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");

    const other = await api.anotherProcess();
    await Promise.all([api.sweep(), other.ctx.sweeper.runAll(), api.ctx.sweeper.runAll()]);
    await untilDone(open);
    expect(await open()).toMatchObject({ items: [], move: { state: "done", moved: 5 } });
    const events = await api.db.prisma.event.groupBy({
      by: ["entityId"],
      where: { name: "ticket.migrated", entityId: { in: tickets.map(({ id }) => id) } },
      _count: true,
    });
    expect(events.map(({ _count }) => _count)).toEqual([1, 1, 1, 1, 1]);
  });

  it("that somebody is changing at that moment are met in the next round, with what was changed", async () => {
    const { open, begin, get, typeId, flow, tickets, agent } = await withTickets(2);
    await putInForce(house.ops, typeId, next(flow));
    await begin([{ version: 1, node: "first", to: "first" }]);
    const [held, free] = [tickets[0]!, tickets[1]!];
    await api.db.inTransaction(async (rows) => {
      await rows.$queryRaw`SELECT 1 FROM ticket WHERE id = ${held.id}::uuid FOR UPDATE`;
      await api.sweep();
      await api.sweep();
      expect((await open()).move).toMatchObject({ state: "running", moved: 1 });
      await rows.$queryRaw`UPDATE ticket SET title = '同时改的', version = version + 1 WHERE id = ${held.id}::uuid`;
    });
    await untilDone(open);
    expect(await get(free.id)).toMatchObject({ flowVersion: 2, version: free.version + 1 });
    expect(await get(held.id)).toMatchObject({ flowVersion: 2, title: "同时改的", version: held.version + 2 });

    // And the other way round: an action that was chosen on the old flow's page meets the ticket as it is now.
    await agent.client.call(ticketEndpoints.claim, { params: { ticketId: held.id } });
    const act = { params: { ticketId: held.id, action: "escalate" }, body: { node: "first" } };
    expect(await agent.client.call(ticketEndpoints.act, act)).toMatchObject({ node: { code: "third" } });
  });

  it("are moved and told of although another one cannot be", async () => {
    const [broken, sound] = [await withTickets(1), await withTickets(1)];
    for (const { begin, typeId, flow } of [broken, sound]) {
      await putInForce(house.ops, typeId, next(flow));
      await begin([{ version: 1, node: "first", to: "first" }]);
      // The broken one comes first.
      api.clock.advance(1_000);
    }
    await api.db.prisma
      .$executeRaw`UPDATE ticket_flow_move SET mapping = jsonb_set(mapping, '{0,to}', '"nowhere"') WHERE type_id = ${broken.typeId}::uuid`;
    await untilDone(sound.open);
    expect((await broken.open()).move).toMatchObject({ state: "running", moved: 0 });

    const [stuck, late] = [broken.tickets[0]!, sound.tickets[0]!];
    await sound.agent.client.call(ticketEndpoints.claim, { params: { ticketId: late.id } });
    await api.db.prisma.$executeRaw`UPDATE ticket SET flow_version = 99 WHERE id = ${stuck.id}::uuid`;
    api.clock.advance(121 * 60_000);
    await api.sweep();
    const { items } = await sound.agent.client.call(notificationEndpoints.list);
    expect(items.map(({ kind, ticket }) => [kind, ticket?.id])).toContainEqual(["ticket_overdue", late.id]);
    await api.db.prisma.$executeRaw`UPDATE ticket_flow_move SET state = 'stopped' WHERE type_id = ${broken.typeId}::uuid`;
    await api.db.prisma.$executeRaw`UPDATE ticket SET flow_version = 1 WHERE id = ${stuck.id}::uuid`;
  });

  it("escalate at the limit of their node also when the whole limit passed before, and are overdue once", async () => {
    const { agent, tickets, get, typeId, flow, templateId } = await withTickets(0);
    expect(tickets).toEqual([]);
    await putInForce(house.ops, typeId, { ...flow, limit: { minutes: 30, warnMinutes: 0 } });
    const { id } = await house.ticket(agent.client, { typeId, templateId });
    const [lead, second] = [await house.agent(house.first.id, TICKET_LEAD), await house.agent(house.second.id, TICKET_LEAD)];
    const kinds = async (client: typeof agent.client) =>
      (await client.call(notificationEndpoints.list)).items.filter(({ ticket }) => ticket?.id === id).map(({ kind }) => kind);
    api.clock.advance(31 * 60_000);
    await api.sweep();
    // Nobody has it: the leads of the group hear of it, in which it waits.
    expect(await kinds(lead.client)).toEqual(["ticket_overdue"]);
    expect(await get(id)).toMatchObject({ node: { code: "first" } });
    api.clock.advance(30 * 60_000);
    await api.sweep();
    await api.sweep();
    expect(await get(id)).toMatchObject({ node: { code: "second" }, group: { id: house.second.id } });
    expect(await kinds(second.client)).toEqual(["ticket_overdue"]);
    expect(await kinds(lead.client)).toEqual(["ticket_overdue"]);
    expect(await kinds(agent.client)).toEqual([]);
  });

  it("are told of a limit once, unless it moved away", async () => {
    const { open, begin, get, typeId, flow, tickets } = await withTickets(1);
    api.clock.advance(50 * 60_000);
    await api.sweep();
    expect((await get(tickets[0]!.id)).warnAt).not.toBeNull();
    await putInForce(house.ops, typeId, flow);
    await begin([{ version: 1, node: "first", to: "first" }]);
    await untilDone(open);
    const told = async () => (await api.db.prisma.ticket.findUniqueOrThrow({ where: { id: tickets[0]!.id } })).told;
    expect(await told()).toBe("due_soon");
    await putInForce(house.ops, typeId, next(flow));
    await begin([{ version: 2, node: "first", to: "first" }], randomUUID(), 3);
    await untilDone(open);
    expect(await told()).toBe("none");
  });
});
