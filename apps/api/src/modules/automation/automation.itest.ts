import { randomUUID } from "node:crypto";
import {
  type CallResult,
  callEvents,
  automationEndpoints as e,
  type RuleDraft,
  type RuleRun,
  type RuleStep,
  ticketEndpoints,
  ticketEvents,
  ticketPushes,
  ticketSetupEndpoints,
  ticketSetupEvents,
} from "@cloverdesk/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, ProblemError, startHarness } from "../../../test/harness.ts";
import { transaction } from "../../platform/db/transaction.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { grant } from "../identity/identity.factory.ts";
import { importedLike, TICKET_AGENT, TICKET_OPS, type TicketHouse, ticketHouse, twoLineFlow } from "../tickets/tickets.factory.ts";
import { activeRule, draftOf } from "./automation.factory.ts";

const OPS = { ...TICKET_OPS, ...grant("all", "automation.edit", "customers.read") };
let api: Harness;
let house: TicketHouse;
let ops: ApiClient;
let one: { id: string; client: ApiClient };
let two: { id: string; client: ApiClient };

beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
  ops = (await api.signInNew({ grants: OPS, displayName: "运营" })).client;
  one = await house.agent();
  two = await house.agent();
});
afterAll(() => api.stop());
afterEach(async () => {
  await api.sweep();
  for (const { id } of (await ops.call(e.list, {})).items) await ops.call(e.remove, { params: { ruleId: id } });
});

const runs = async (ruleId: string) => (await ops.call(e.runs, { params: { ruleId } })).items;
const outcomes = async (ruleId: string) => (await runs(ruleId)).map(({ outcome }) => outcome).reverse();
const ticket = (id: string) => ops.call(ticketEndpoints.get, { params: { ticketId: id } });
const track = async (id: string) => (await ops.call(ticketEndpoints.track, { params: { ticketId: id } })).items;
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error) => (error instanceof ProblemError ? error.code : Promise.reject(error)),
  );
const broken = { field: "f:reason" as const, op: "any_of" as const, values: ["broken"] };
const created = { on: "created" as const };

describe("a rule", () => {
  it("acts on a new ticket whose conditions hold, in its own name, and tells why it did not on another", async () => {
    const rule = await activeRule(
      ops,
      draftOf({
        name: "坏了先分",
        trigger: created,
        conditions: { all: [broken, { field: "priority", op: "none_of", values: ["urgent"] }] },
        steps: [
          { do: "set", code: "priority", value: "high" },
          { do: "assign", to: { how: "person", personId: two.id } },
          { do: "comment", text: "自动分配给专人" },
          { do: "urge", note: "请尽快" },
        ],
      }),
    );
    const held = await house.ticket(one.client, { values: { reason: "broken" } });
    const other = await house.ticket(one.client, { values: { reason: "late" } });
    await api.sweep();
    expect(await ticket(held.id)).toMatchObject({ priority: "high", handler: { id: two.id } });
    expect(await ticket(other.id)).toMatchObject({ priority: "normal", version: other.version });
    expect((await track(held.id)).map(({ deed, by, rule: acting }) => [deed, by?.id ?? null, acting?.name ?? null])).toEqual([
      ["urged", null, "坏了先分"],
      ["commented", null, "坏了先分"],
      ["transferred", null, "坏了先分"],
      ["edited", null, "坏了先分"],
      ["created", one.id, null],
    ]);
    const log = await runs(rule.id);
    const [of, ofOther] = [held, other].map(({ id }) => log.find((run) => run.ticket.id === id)!) as [RuleRun, RuleRun];
    expect([of.outcome, ofOther.outcome, log.length]).toEqual(["done", "not_held", 2]);
    expect(ofOther.verdicts.map(({ seen, holds }) => [seen, holds])).toEqual([
      ["late", false],
      ["normal", true],
    ]);
    expect(of.steps.map(({ do: what, refused }) => [what, refused])).toEqual([
      ["set", null],
      ["assign", null],
      ["comment", null],
      ["urge", null],
    ]);
    expect(of.steps[1]!.changes).toContainEqual({ code: "handler", before: null, after: two.id });
    const found = await ops.call(ticketEndpoints.search, { body: { text: "自动分配" } });
    expect(found.items.map(({ id }) => id)).toEqual([held.id]);
  });

  it("that is new does nothing before it is started, nothing of before that, and nothing while it is paused", async () => {
    const draft = draftOf({ trigger: created, steps: [{ do: "set", code: "priority", value: "low" }] });
    const params = { ruleId: randomUUID() };
    const made = await ops.call(e.save, { params, body: { draft, version: 0 } });
    expect(made).toMatchObject({ state: "paused", version: 1 });
    const before = await house.ticket(one.client);
    api.clock.advance(1_000);
    await ops.call(e.start, { params, body: { version: 1 } });
    await api.sweep();
    const during = await house.ticket(one.client);
    await api.sweep();
    await ops.call(e.pause, { params });
    const after = await house.ticket(one.client);
    await api.sweep();
    expect([await ticket(before.id), await ticket(during.id), await ticket(after.id)].map(({ priority }) => priority)).toEqual([
      "normal",
      "low",
      "normal",
    ]);
  });

  it("that stops leaves nothing for those behind it; the order is what was set", async () => {
    const low = await activeRule(
      ops,
      draftOf({ name: "低", trigger: created, stop: true, steps: [{ do: "set", code: "priority", value: "low" }] }),
    );
    const high = await activeRule(ops, draftOf({ name: "高", trigger: created, steps: [{ do: "set", code: "priority", value: "high" }] }));
    const first = await house.ticket(one.client);
    await api.sweep();
    expect(await ticket(first.id)).toMatchObject({ priority: "low" });
    const ids = (await ops.call(e.order, { body: { ids: [high.id, low.id] } })).items.map(({ id }) => id);
    expect(ids).toEqual([high.id, low.id]);
    const second = await house.ticket(one.client);
    await api.sweep();
    // Both acted: the last one in the order wins.
    expect(await ticket(second.id)).toMatchObject({ priority: "low" });
    expect(await outcomes(high.id)).toEqual(["done"]);
    expect(await refusal(ops.call(e.order, { body: { ids: [low.id] } }))).toBe("automation.moved_on");
  });

  it("refuses a step that the flow does not know, takes no more behind it, and says so", async () => {
    const rule = await activeRule(
      ops,
      draftOf({
        trigger: created,
        steps: [
          { do: "set", code: "priority", value: "high" },
          { do: "move", typeId: house.typeId, node: "second" },
          { do: "set", code: "bank", value: "招商" },
        ],
      }),
    );
    const elsewhere = await house.type(twoLineFlow(house.second.id, house.first.id));
    const templateId = await house.template([{ code: "title", required: true }], elsewhere);
    const mine = await house.ticket(one.client);
    const theirs = await house.ticket(ops, { typeId: elsewhere, templateId });
    await api.sweep();
    expect(await ticket(mine.id)).toMatchObject({ priority: "high", node: { code: "second" }, values: { bank: "招商" } });
    expect(await ticket(theirs.id)).toMatchObject({ priority: "high", node: { code: "first" } });
    const log = (await runs(rule.id)).find(({ ticket: { id } }) => id === theirs.id)!;
    expect(log).toMatchObject({ outcome: "refused", steps: [{ refused: null }, { refused: { code: "tickets.no_way_there" } }] });
  });

  it("moves a ticket only with what its flow requires before", async () => {
    const rule = await activeRule(
      ops,
      draftOf({ trigger: { on: "moved", nodes: [`${house.typeId}/second`] }, steps: [{ do: "move", typeId: house.typeId, node: "done" }] }),
    );
    const given = await house.ticket(one.client);
    await ops.call(ticketEndpoints.act, {
      params: { ticketId: given.id, action: "escalate" },
      body: { node: "first", values: {}, seen: {}, note: "" },
    });
    await api.sweep();
    expect(await ticket(given.id)).toMatchObject({ state: "open", node: { code: "second" } });
    expect(await runs(rule.id)).toMatchObject([{ outcome: "refused", steps: [{ refused: { code: "tickets.values_invalid" } }] }]);
  });
});

describe("a rule whose field is gone", () => {
  it("is refused with the reason, and keeps no other from acting; long texts are cut in the log", async () => {
    await house.ops.call(ticketSetupEndpoints.saveField, {
      params: { code: "leaving" },
      body: { kind: "text", name: { zh: "临时", en: "For a while" }, options: [], version: 0 },
    });
    const conditions = { field: "f:leaving" as const, op: "empty" as const, values: [] };
    const broken = await activeRule(ops, draftOf({ trigger: created, conditions, steps: [{ do: "urge", note: "" }] }));
    const timed = await activeRule(ops, draftOf({ trigger: { on: "idle", hours: 1 }, conditions, steps: [{ do: "urge", note: "" }] }));
    const sound = await activeRule(
      ops,
      draftOf({
        trigger: created,
        conditions: { field: "f:bank", op: "filled", values: [] },
        steps: [{ do: "set", code: "priority", value: "high" }],
      }),
    );
    // As a script may delete it: the product refuses to.
    await transaction(api.db, null, api.clock.now(), async (tx) => {
      await tx.rows.ticketField.delete({ where: { code: "leaving" } });
      tx.record(ticketSetupEvents.changed, { entityId: randomUUID() });
    });
    await api.sweep();
    const given = await house.ticket(one.client, { values: { bank: "长".repeat(500) } });
    await api.sweep();
    expect(await ticket(given.id)).toMatchObject({ priority: "high" });
    expect(await runs(broken.id)).toMatchObject([{ outcome: "refused", steps: [{ refused: { code: "tickets.field_unknown" } }] }]);
    expect((await runs(sound.id))[0]!.verdicts[0]!.seen).toBe(`${"长".repeat(200)}…`);
    api.clock.advance(60_000);
    await api.sweep();
    expect(await runs(timed.id)).toEqual([]);
    expect(await api.db.prisma.$queryRaw`SELECT last_error FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL`).toEqual([]);
  });
});

describe("when a field changes", () => {
  it("from and to are compared, and who did it", async () => {
    const trigger = { on: "changed" as const, code: "priority", from: ["normal"], to: ["high"] };
    const steps: RuleStep[] = [{ do: "comment", text: "升高了" }];
    const people = await activeRule(ops, draftOf({ trigger, steps, by: ["person"] }));
    const rules = await activeRule(ops, draftOf({ trigger, steps, by: ["rule"] }));
    const given = await house.ticket(one.client);
    const edit = (before: string, after: string) =>
      ops.call(ticketEndpoints.edit, {
        params: { ticketId: given.id },
        body: { changes: [{ code: "priority", before, after }], note: "" },
      });
    await edit("normal", "low");
    await edit("low", "high");
    await api.sweep();
    expect(await outcomes(people.id)).toEqual([]);
    await edit("high", "normal");
    await edit("normal", "high");
    await api.sweep();
    expect(await outcomes(people.id)).toEqual(["done"]);
    expect(await outcomes(rules.id)).toEqual([]);
  });

  it("two rules that undo each other's work end: each acts once for one cause", async () => {
    const to = (from: string, value: string): RuleDraft =>
      draftOf({ name: value, trigger: { on: "changed", code: "priority", from: [from] }, steps: [{ do: "set", code: "priority", value }] });
    const up = await activeRule(ops, to("low", "low"));
    const down = await activeRule(ops, to("normal", "normal"));
    const given = await house.ticket(one.client);
    await ops.call(ticketEndpoints.edit, {
      params: { ticketId: given.id },
      body: { changes: [{ code: "priority", before: "normal", after: "low" }], note: "" },
    });
    await api.sweep();
    expect(await outcomes(down.id)).toEqual(["done", "repeated"]);
    expect(await outcomes(up.id)).toEqual(["done"]);
    const depths = (await api.db.prisma.event.findMany({ where: { entityId: given.id }, orderBy: { seq: "asc" } })).map(
      ({ data }) => (data as { rule?: { depth: number } }).rule?.depth ?? 0,
    );
    expect(depths).toEqual([0, 0, 1, 2]);
  });

  it("a chain of rules ends at its tenth", async () => {
    const values = Array.from({ length: 13 }, (_, n) => `第${n}步`);
    const rules = [];
    for (const [n, text] of values.entries())
      rules.push(
        await activeRule(
          ops,
          draftOf({
            name: text,
            trigger: n === 0 ? created : { on: "changed", code: "bank", to: [values[n - 1]!] },
            steps: [{ do: "set", code: "bank", value: text }],
          }),
        ),
      );
    const given = await house.ticket(one.client);
    await api.sweep();
    expect((await ticket(given.id)).values.bank).toBe("第9步");
    expect(await outcomes(rules[10]!.id)).toEqual(["cut"]);
    expect(await outcomes(rules[11]!.id)).toEqual([]);
  });
});

describe("assignment", () => {
  it("in turn goes round, by load goes to whoever has least, and several at once are one notification", async () => {
    const crew = [];
    const groupId = house.second.id;
    for (let n = 0; n < 3; n++) crew.push((await house.agent(groupId, TICKET_AGENT)).id);
    crew.sort();
    const rule = await activeRule(ops, draftOf({ trigger: created, steps: [{ do: "assign", to: { how: "even", groupId } }] }));
    const got = [];
    for (let n = 0; n < 4; n++) {
      const { id } = await house.ticket(one.client);
      await api.sweep();
      got.push((await ticket(id)).handler?.id);
    }
    expect(got).toEqual([crew[0], crew[1], crew[2], crew[0]]);
    await ops.call(e.remove, { params: { ruleId: rule.id } });
    await activeRule(ops, draftOf({ trigger: created, steps: [{ do: "assign", to: { how: "load", groupId } }] }));
    const more = [];
    for (let n = 0; n < 2; n++) {
      const { id } = await house.ticket(one.client);
      await api.sweep();
      more.push((await ticket(id)).handler?.id);
    }
    expect(more).toEqual([crew[1], crew[2]]);
  });
});

describe("by time", () => {
  it("a ticket that is due soon is told of once for its due time; one that did not change, once until it changes", async () => {
    const due = await activeRule(
      ops,
      draftOf({ trigger: { on: "due", hours: 1 }, steps: [{ do: "notify", whom: ["handler"], text: "快到期了" }] }),
    );
    const idle = await activeRule(
      ops,
      draftOf({ trigger: { on: "idle", hours: 3 }, conditions: { all: [broken] }, steps: [{ do: "urge", note: "" }] }),
    );
    const given = await house.ticket(one.client, { values: { reason: "broken" } });
    await ops.call(ticketEndpoints.transfer, { params: { ticketId: given.id }, body: { to: { personId: two.id }, note: "x" } });
    const mine = async (ruleId: string) => (await runs(ruleId)).filter(({ ticket: { id } }) => id === given.id).length;
    api.clock.advance(60_000);
    await api.sweep();
    api.clock.advance(60_000);
    await api.sweep();
    expect([await mine(due.id), await mine(idle.id)]).toEqual([1, 0]);
    const told = await api.db.prisma.notification.count({ where: { personId: two.id, kind: "ticket_automatic", ticketId: given.id } });
    expect(told).toBe(1);
    await ops.call(e.pause, { params: { ruleId: due.id } });
    // What its own limits do with the ticket are changes, too.
    api.clock.advance(2 * 3_600_000);
    await api.sweep();
    api.clock.advance(4 * 3_600_000);
    await api.sweep();
    api.clock.advance(60_000);
    await api.sweep();
    expect(await mine(idle.id)).toBe(1);
    // Urging is a change: after three more hours it is idle once more.
    api.clock.advance(4 * 3_600_000);
    await api.sweep();
    expect(await mine(idle.id)).toBe(2);
  });
});

describe("before it acts", () => {
  it("it is tried on one ticket by the same engine, and leaves nothing", async () => {
    const given = await house.ticket(one.client, { values: { reason: "broken" } });
    const draft = draftOf({
      trigger: created,
      conditions: { all: [broken] },
      steps: [
        { do: "assign", to: { how: "person", personId: two.id } },
        { do: "comment", text: "试一下" },
        { do: "move", typeId: house.typeId, node: "done" },
      ],
    });
    const events = () => api.db.prisma.event.count();
    const before = await events();
    const tried = await ops.call(e.try, { body: { draft, number: given.number } });
    expect(tried).toMatchObject({
      holds: true,
      verdicts: [{ seen: "broken", holds: true }],
      steps: [
        { do: "assign", refused: null },
        { do: "comment", refused: null },
        { do: "move", refused: null },
      ],
    });
    expect(tried.steps[2]!.changes).toContainEqual({ code: "state", before: "open", after: "finished" });
    expect(tried.names[two.id]).toBeDefined();
    expect(await events()).toBe(before);
    expect(await ticket(given.id)).toMatchObject({ version: given.version, state: "open", handler: null });
    expect(await refusal(ops.call(e.try, { body: { draft, number: 1 } }))).toBe("automation.ticket_unknown");
  });

  it("what it would have done is answered by the values of then", async () => {
    const was = await house.ticket(one.client, { values: { reason: "broken", bank: "回看" } });
    const became = await house.ticket(one.client, { values: { reason: "late", bank: "回看" } });
    const change = (ticketId: string, before: string, after: string) =>
      ops.call(ticketEndpoints.edit, { params: { ticketId }, body: { changes: [{ code: "reason", before, after }], note: "" } });
    await change(was.id, "broken", "late");
    await change(became.id, "late", "broken");
    const conditions = { all: [broken, { field: "f:bank" as const, op: "any_of" as const, values: ["回看"] }] };
    const draft = draftOf({ trigger: created, conditions, steps: [{ do: "urge", note: "" }] });
    const past = await ops.call(e.past, { body: { draft } });
    expect(past.items.map(({ ticket: { id } }) => id)).toEqual([was.id]);
    expect(past).toMatchObject({ count: 1, since: null });
    const timed = await ops.call(e.past, { body: { draft: { ...draft, trigger: { on: "due", hours: 720 } } } });
    expect(timed).toMatchObject({ looked: null, count: 1, items: [{ ticket: { id: became.id } }] });
  });
});

describe("after a call", () => {
  /** A call out from the ticket that came to this. */
  async function callEnded(ticketId: string, result: CallResult): Promise<void> {
    const id = randomUUID();
    api.clock.advance(60_000);
    const number = "+8613800138000";
    await transaction(api.db, null, api.clock.now(), async (tx) => {
      await tx.rows.call.create({
        data: { id, direction: "outbound", source: "ticket", state: "ended", number, startedAt: tx.at, result },
      });
      await tx.rows.ticketCall.create({ data: { ticketId, callId: id, at: tx.at } });
      tx.record(callEvents.ended, {
        entityId: id,
        data: { from: "alerting", result, endedBy: "carrier", agentId: one.id, formerAgentId: null },
      });
    });
    await api.sweep();
  }

  it("results in a row are counted: an answered call begins anew", async () => {
    const rule = await activeRule(
      ops,
      draftOf({
        trigger: { on: "called", results: ["no_answer", "busy"], times: 3 },
        conditions: { field: "state", op: "any_of", values: ["open"] },
        steps: [{ do: "move", typeId: house.typeId, node: "second" }],
      }),
    );
    const given = await house.ticket(one.client);
    for (const result of ["no_answer", "busy", "answered", "no_answer", "busy"] as const) await callEnded(given.id, result);
    expect(await ticket(given.id)).toMatchObject({ node: { code: "first" } });
    await callEnded(given.id, "no_answer");
    expect(await ticket(given.id)).toMatchObject({ node: { code: "second" } });
    expect(await outcomes(rule.id)).toEqual(["done"]);
    const { items, looked } = await ops.call(e.past, { body: { draft: rule.draft } });
    expect([items.length, looked]).toEqual([1, 1]);
  });

  it("its summary is saved with a business result that a rule waits for", async () => {
    const rule = await activeRule(
      ops,
      draftOf({ trigger: { on: "summarized", results: ["follow_up"] }, steps: [{ do: "set", code: "priority", value: "high" }] }),
    );
    const given = await house.ticket(one.client);
    const saved = async (result: string): Promise<void> => {
      const [callId, partId] = [randomUUID(), randomUUID()];
      await transaction(api.db, null, api.clock.now(), async (tx) => {
        const at = { startedAt: tx.at };
        await tx.rows.call.create({
          data: { id: callId, direction: "outbound", source: "ticket", state: "ended", number: "+8613800138000", ...at },
        });
        await tx.rows.callPart.create({
          data: { id: partId, callId, role: "agent", state: "ended", personId: one.id, began: "dialed", callStartedAt: tx.at, ...at },
        });
        await tx.rows.summary.create({ data: { partId, state: "saved", result, updatedAt: tx.at, savedAt: tx.at, byId: one.id } });
        await tx.rows.ticketCall.create({ data: { ticketId: given.id, callId, at: tx.at } });
        tx.record(callEvents.summarySaved, { entityId: callId, data: { agentId: one.id, partId } });
      });
      await api.sweep();
    };
    await saved("resolved");
    expect(await outcomes(rule.id)).toEqual([]);
    await saved("follow_up");
    expect(await outcomes(rule.id)).toEqual(["done"]);
    expect(await ticket(given.id)).toMatchObject({ priority: "high" });
    expect(await ops.call(e.past, { body: { draft: rule.draft } })).toMatchObject({ looked: 1, count: 1 });
  });
});

describe("in sets", () => {
  const chunk = async (count: number): Promise<string[]> => {
    const model = await house.ticket(ops, { values: { reason: "broken" } });
    return importedLike(api, model.id, count);
  };

  it("an imported chunk is spread by load with one notification and one push a person, each ticket once, by two processes", async () => {
    const groupId = (await skillGroupFactory(api.db)).id;
    const crew = await Promise.all([1, 2, 3].map(() => house.agent(groupId)));
    const rule = await activeRule(
      ops,
      draftOf({
        trigger: { on: "imported" },
        conditions: { all: [broken, { field: "handler", op: "empty", values: [] }] },
        steps: [
          { do: "assign", to: { how: "load", groupId } },
          { do: "set", code: "priority", value: "high" },
          { do: "set", code: "bank", value: "导入" },
        ],
      }),
    );
    const page = await crew[0]!.client.page();
    const other = await api.anotherProcess();
    const ids = (await Promise.all([chunk(60), chunk(60)])).flat();
    await Promise.all([api.ctx.jobs.runAll(), other.ctx.jobs.runAll()]);
    await api.sweep();
    const tickets = await api.db.prisma.ticket.findMany({ where: { id: { in: ids } }, include: { content: true } });
    const shares = crew.map(({ id }) => tickets.filter(({ handlerId }) => handlerId === id).length);
    expect(shares).toEqual([40, 40, 40]);
    expect(new Set(tickets.map(({ priority }) => priority))).toEqual(new Set(["high"]));
    expect(new Set(tickets.map(({ content }) => (content?.fields as { bank?: string } | undefined)?.bank))).toEqual(new Set(["导入"]));
    const logged = await api.db.prisma.automationRun.findMany({ where: { ruleId: rule.id } });
    expect(
      logged
        .filter(({ outcome }) => outcome === "done")
        .map(({ ticketId }) => ticketId)
        .sort(),
    ).toEqual([...ids].sort());
    const events = await api.db.prisma.event.count({ where: { entityId: { in: ids }, name: ticketEvents.transferred.name } });
    expect(events).toBe(120);
    const notifications = await api.db.prisma.notification.findMany({ where: { personId: crew[0]!.id } });
    expect(notifications.map(({ kind, text }) => [kind, text])).toEqual([
      ["tickets_assigned", "规则 (20)"],
      ["tickets_assigned", "规则 (20)"],
    ]);
    expect((await page.take(ticketPushes.listsChanged)).lists).toContain("handling");
    expect(page.pushes.filter(({ name }) => name === ticketPushes.rowChanged.name)).toEqual([]);
  });
});

it("an undone ticket's rules leave its events in nobody's name, so that a person's work stays apart", async () => {
  await activeRule(ops, draftOf({ trigger: created, steps: [{ do: "set", code: "priority", value: "high" }] }));
  const given = await house.ticket(one.client);
  await api.sweep();
  const [edited] = await api.db.prisma.event.findMany({ where: { entityId: given.id, name: ticketEvents.edited.name } });
  expect(edited).toMatchObject({ actorId: null, actorNote: "automation" });
});
