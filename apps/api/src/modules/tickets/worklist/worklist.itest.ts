import { randomUUID } from "node:crypto";
import { agentEndpoints, callEndpoints, ticketEndpoints as e, type Ticket, worklistPushes } from "@cloverdesk/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../../test/harness.ts";
import { customerFactory } from "../../customers/customers.factory.ts";
import { putSettings } from "../../settings/settings.factory.ts";
import { TICKET_AGENT, type TicketHouse, ticketHouse } from "../tickets.factory.ts";
import { type Caller, type OutboundHouse, outboundHouse, take } from "./worklist.factory.ts";

let api: Harness;
let house: TicketHouse;
let out: OutboundHouse;
beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
  out = await outboundHouse(api, house);
});
afterAll(() => api.stop());
// Each test has the list for itself.
beforeEach(async () => {
  await api.db.prisma.ticket.updateMany({ where: { typeId: out.typeId }, data: { state: "finished" } });
});

const refused = (code: string) => expect.objectContaining({ code });
const at = (ticketId: string) => ({ params: { ticketId } });
const get = ({ client }: Caller, ticketId: string) => client.call(e.get, at(ticketId));
const skip = ({ client }: Caller, ticketId: string, reason: "bad_time" | "other" = "bad_time", note = "") =>
  client.call(e.skipTask, { body: { ticketId, reason, note } });
const dueAt = (ticket: Ticket, at: Date | null) => api.db.prisma.ticket.update({ where: { id: ticket.id }, data: { dueAt: at } });
const inHours = (hours: number) => new Date(api.clock.now().getTime() + hours * 3_600_000);
const served = async (caller: Caller, given: Parameters<typeof take>[1] = {}): Promise<string | undefined> =>
  (await take(caller.client, given)).task?.ticketId;
/** Takes and finishes tasks until none is left; answers them in their order. */
async function worked(caller: Caller, given: Parameters<typeof take>[1] = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let id = await served(caller, given); id; id = await served(caller, given)) {
    ids.push(id);
    await caller.client.call(e.finish, { ...at(id), body: {} });
  }
  return ids;
}

describe("the next task", () => {
  it("is claimed for the person, with the reason why it is this one, and stays the same until it is worked on", async () => {
    const caller = await out.caller();
    const ticket = await out.ticket();
    const { task } = await take(caller.client);
    expect(task).toEqual({
      ticketId: ticket.id,
      node: "first",
      takenAt: api.clock.now().toISOString(),
      why: { rule: "due", from: "group", dueAt: ticket.dueAt, priority: "normal", createdAt: ticket.createdAt },
    });
    expect(await get(caller, ticket.id)).toMatchObject({ handler: { id: caller.id } });
    await out.ticket();
    expect(await take(caller.client)).toEqual({ task });
    expect(await caller.client.call(e.worklist)).toEqual({ task });
    await caller.client.call(e.finish, { ...at(ticket.id), body: {} });
    expect(await caller.client.call(e.worklist)).toEqual({ task: null });
    expect(await served(caller)).not.toBe(ticket.id);
  });

  it("comes by due time, then priority, then age, or by priority first", async () => {
    const caller = await out.caller();
    const [old, late, high, soon] = [
      await out.ticket(),
      await out.ticket(),
      await out.ticket({ priority: "high" }),
      await out.ticket({ priority: "low" }),
    ];
    for (const ticket of [old, high]) await dueAt(ticket, null);
    await dueAt(late, inHours(5));
    await dueAt(soon, inHours(1));
    expect(await worked(caller)).toEqual([soon.id, late.id, high.id, old.id]);
    const ids = [old, late, high, soon].map(({ id }) => id);
    await api.db.prisma.ticket.updateMany({ where: { id: { in: ids } }, data: { state: "open", node: "first", handlerId: null } });
    await dueAt(late, inHours(5));
    expect(await worked(caller, { order: "priority" })).toEqual([high.id, late.id, old.id, soon.id]);
  });

  it("is looked for in the person's own hands, in their groups, or both", async () => {
    const caller = await out.caller();
    const [waiting, mine] = [await out.ticket(), await out.ticket()];
    await caller.client.call(e.claim, at(mine.id));
    expect(await served(caller, { scope: "mine" })).toBe(mine.id);
    await skip(caller, mine.id);
    expect(await get(caller, mine.id), "what was theirs stays theirs").toMatchObject({ handler: { id: caller.id } });
    expect(await served(caller, { scope: "mine" })).toBeUndefined();
    expect(await served(caller, { scope: "group" })).toBe(waiting.id);
  });

  it("is none of a type that is no outbound list, of a node without calls, without a number, or of another group", async () => {
    const caller = await out.caller();
    await house.ticket(house.ops, { values: { phone: out.aNumber() } });
    await out.ticket({ phone: null });
    const escalated = await out.ticket();
    await house.ops.call(e.act, { params: { ticketId: escalated.id, action: "escalate" }, body: { node: "first" } });
    const elsewhere = await out.ticket();
    await house.ops.call(e.transfer, { ...at(elsewhere.id), body: { to: { skillGroupId: house.second.id }, note: "给二线" } });
    expect(await served(caller)).toBeUndefined();
  });

  it("is another one for each of twenty who ask at once", async () => {
    const callers = await Promise.all(Array.from({ length: 20 }, () => out.caller()));
    for (let n = 0; n < 20; n++) await out.ticket();
    const ids = await Promise.all(callers.map((caller) => served(caller)));
    expect(new Set(ids).size).toBe(20);
    expect(ids).not.toContain(undefined);
  });

  it("is the same in two tabs that ask at once", async () => {
    const caller = await out.caller();
    await out.ticket();
    await out.ticket();
    const ids = await Promise.all([1, 2, 3].map(() => served(caller)));
    expect(new Set(ids).size).toBe(1);
    expect(await api.db.prisma.ticket.count({ where: { handlerId: caller.id, state: "open" } })).toBe(1);
  });

  it("is pushed to the person's other pages, also when a colleague takes it from their hands", async () => {
    const caller = await out.caller();
    const ticket = await out.ticket();
    const { task } = await take(caller.client);
    expect(await caller.page.take(worklistPushes.changed, (each) => each.task !== null)).toEqual({ task });
    await house.ops.call(e.transfer, { ...at(ticket.id), body: { to: { skillGroupId: house.first.id }, note: "先放回" } });
    expect(await caller.page.take(worklistPushes.changed, (each) => each.task === null)).toEqual({ task: null });
  });

  it("is refused off duty and in a call, and to who may not call out", async () => {
    const caller = await out.caller();
    const ticket = await out.ticket();
    await take(caller.client);
    await dial(caller, ticket);
    await expect(take(caller.client)).rejects.toEqual(refused("worklist.in_call"));
    const other = await out.caller();
    await other.client.call(agentEndpoints.ask, { body: { tabId: other.page.tabId, state: "off_duty" } });
    await expect(take(other.client)).rejects.toEqual(refused("worklist.off_duty"));
    const { "calls.dial": _, ...mute } = TICKET_AGENT;
    const silent = await house.agent(house.first.id, mute);
    await expect(take(silent.client)).rejects.toEqual(refused("worklist.no_dialing"));
  });
});

async function dial({ client, page }: Caller, ticket: Ticket, number = ticket.phone ?? ""): Promise<string> {
  const id = randomUUID();
  await client.call(callEndpoints.dial, { body: { id, number, source: "ticket", ticketId: ticket.id, tabId: page.tabId } });
  return id;
}
/** The call is not answered, and its agent ready again. */
async function unanswered(caller: Caller, callId: string): Promise<void> {
  const { legId } = await api.voice.take("dial-leg", (each) => each.callId === callId);
  await api.voice.say(callId, { name: "leg.ended", legId, end: { by: "remote", sipStatus: 480, q850: 19, reason: "" } });
  await caller.client.call(agentEndpoints.continueWork);
}

describe("a task that is skipped", () => {
  it("goes back to its group with the reason in its track, for others at once, for the person later", async () => {
    const [caller, other] = [await out.caller(), await out.caller()];
    const ticket = await out.ticket();
    await take(caller.client);
    expect(await skip(caller, ticket.id, "other", "客户在国外")).toEqual({ task: null });
    const { items } = await caller.client.call(e.track, at(ticket.id));
    expect(items[0]).toMatchObject({ deed: "skipped", reason: "other", note: "客户在国外", by: { id: caller.id } });
    expect(await served(caller)).toBeUndefined();
    expect(await served(other)).toBe(ticket.id);
    await skip(other, ticket.id);
    api.clock.advance(2 * 3_600_000);
    expect(await served(caller)).toBe(ticket.id);
    await api.sweep();
    expect(await api.db.prisma.ticketSkip.count({ where: { ticketId: ticket.id } })).toBe(0);
  });

  it("is refused when it is not in hand, and another reason needs words", async () => {
    const caller = await out.caller();
    const ticket = await out.ticket();
    await expect(skip(caller, ticket.id)).rejects.toEqual(refused("worklist.not_in_hand"));
    await take(caller.client);
    await expect(skip(caller, ticket.id, "other")).rejects.toEqual(refused("request.invalid"));
    await expect(skip(caller, randomUUID())).rejects.toEqual(refused("worklist.not_in_hand"));
    const answers = await Promise.allSettled([skip(caller, ticket.id), skip(caller, ticket.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("the numbers of a ticket", () => {
  it("are counted each for itself, with the last network result; a ticket that was called rests an hour", async () => {
    const caller = await out.caller();
    const [first, other] = [out.aNumber(), out.aNumber()];
    const { id: customerId } = await customerFactory(api.db, { phones: [first, other] });
    const ticket = await house.ticket(house.ops, {
      typeId: out.typeId,
      templateId: out.templateId,
      customerId,
      values: { title: "回访", phone: first },
    });
    expect(ticket.numbers).toEqual([
      { number: first, of: "ticket", label: null, attempts: 0, last: null },
      { number: other, of: "customer", label: null, attempts: 0, last: null },
    ]);
    await take(caller.client);
    for (const number of [first, first, other]) await unanswered(caller, await dial(caller, ticket, number));
    expect((await get(caller, ticket.id)).numbers).toEqual([
      expect.objectContaining({ number: first, attempts: 2, last: expect.objectContaining({ result: "no_answer" }) }),
      expect.objectContaining({ number: other, attempts: 1 }),
    ]);
    await skip(caller, ticket.id);
    const colleague = await out.caller();
    expect(await served(colleague)).toBeUndefined();
  });

  it("can be called by their masks where numbers are masked", async () => {
    await putSettings(api.ctx, { numberMasking: true });
    const caller = await out.caller();
    const [first, other] = [out.aNumber(), out.aNumber().replace(/\d{4}$/, "7777")];
    const { id: customerId } = await customerFactory(api.db, { phones: [first, other] });
    const ticket = await house.ticket(house.ops, {
      typeId: out.typeId,
      templateId: out.templateId,
      customerId,
      values: { title: "回访", phone: first },
    });
    await take(caller.client);
    const [, masked] = ticket.numbers;
    expect(masked?.number).toContain("*");
    const id = await dial(caller, ticket, masked?.number);
    expect((await api.voice.take("dial-leg", (each) => each.callId === id)).to).toMatch(/7777$/);
    await putSettings(api.ctx, { numberMasking: false });
  });
});
