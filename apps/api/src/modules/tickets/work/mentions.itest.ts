import { randomUUID } from "node:crypto";
import {
  callEndpoints,
  callPushes,
  customerEndpoints,
  customerPushes,
  ticketEndpoints as e,
  type Grants,
  type TrackItem,
} from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../../test/harness.ts";
import { aCaller } from "../../calls/calls.factory.ts";
import { customerFactory } from "../../customers/customers.factory.ts";
import { AGENT_GRANTS } from "../../identity/identity.factory.ts";
import { TICKET_AGENT, TICKET_LEAD, type TicketHouse, ticketHouse } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
beforeAll(async () => {
  api = await startHarness({ voiceUp: false });
  house = await ticketHouse(api);
});
afterAll(() => api.stop());

/** A call of the customer with this agent, `minutes` ago; talking still unless it ended. */
async function call(
  agentId: string,
  customer: { id: string; phones: string[] },
  { minutes = 10, ended = true, groupId = house.first.id } = {},
) {
  const startedAt = new Date(api.clock.now().getTime() - minutes * 60_000);
  const over = { state: "ended", result: "answered", endedAt: startedAt };
  const partOver = { state: "ended", outcome: "call_ended", endedAt: startedAt, wrapUpEndedAt: startedAt };
  const { id } = await api.db.prisma.call.create({
    data: {
      id: randomUUID(),
      direction: "inbound",
      source: "hotline",
      number: customer.phones[0] ?? aCaller(),
      customerId: customer.id,
      skillGroupId: groupId,
      startedAt,
      answeredAt: startedAt,
      ...(ended ? over : { state: "talking" }),
      parts: {
        create: {
          id: randomUUID(),
          role: "agent",
          personId: agentId,
          skillGroupId: groupId,
          began: "offered",
          callStartedAt: startedAt,
          startedAt,
          answeredAt: startedAt,
          ...(ended ? partOver : { state: "talking" }),
        },
      },
    },
    select: { id: true },
  });
  return id;
}
const track = async (as: ApiClient, customerId: string, query: object = {}) =>
  as.call(customerEndpoints.track, { params: { customerId }, query });
const shapeOf = (items: TrackItem[]) => items.map((item) => [item.kind, item.id]);

describe("a customer's service track", () => {
  it("has calls and tickets, newest first, page by page without gaps or repeats", async () => {
    const agent = await house.agent();
    const customer = await customerFactory(api.db);
    const expected: [string, string][] = [];
    for (let i = 0; i < 3; i++) {
      expected.unshift(["call", await call(agent.id, customer, { minutes: 0 })]);
      api.clock.advance(60_000);
      expected.unshift(["ticket", (await house.ticket(agent.client, { customerId: customer.id })).id]);
      api.clock.advance(60_000);
    }
    const seen: TrackItem[] = [];
    let cursor: string | undefined;
    do {
      const page = await track(agent.client, customer.id, { cursor, limit: 2 });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(shapeOf(seen)).toEqual(expected);
    expect(seen[0]).toMatchObject({
      title: "退款没有到账",
      node: { name: { zh: "一线处理" } },
      state: "open",
      handler: null,
      mayOpen: true,
    });
  });

  it("names tickets out of the reader's reach without opening them, and tells nothing to those who see no tickets", async () => {
    const [agent, stranger] = [await house.agent(), await house.agent(house.second.id)];
    const customer = await customerFactory(api.db);
    const made = await house.ticket(agent.client, { customerId: customer.id });
    await agent.client.call(e.claim, { params: { ticketId: made.id } });
    const [item] = (await track(stranger.client, customer.id)).items;
    expect(item).toMatchObject({ kind: "ticket", id: made.id, number: made.number, title: null, mayOpen: false });
    await expect(stranger.client.call(e.get, { params: { ticketId: made.id } })).rejects.toMatchObject({ code: "tickets.not_found" });
    await agent.client.call(e.copy, { params: { ticketId: made.id }, body: { personIds: [stranger.id] } });
    expect((await track(stranger.client, customer.id)).items).toMatchObject([{ id: made.id, mayOpen: true }]);
    const { client: blind } = await api.signInNew({ grants: AGENT_GRANTS });
    expect((await track(blind, customer.id)).items).toEqual([]);
  });

  it("tells at once of a new ticket: whoever talks with the customer, whoever made it, and nobody else", async () => {
    const [talker, author, other] = [await house.agent(), await house.agent(), await house.agent()];
    const customer = await customerFactory(api.db);
    await call(talker.id, customer, { ended: false });
    await call(other.id, customer);
    const pages = [await talker.client.page(), await author.client.page(), await other.client.page()] as const;
    await house.ticket(author.client, { customerId: customer.id });
    for (const page of pages.slice(0, 2)) expect(await page.take(customerPushes.trackChanged)).toEqual({ customerId: customer.id });
    expect(pages[2].pushes.map(({ name }) => name)).not.toContain(customerPushes.trackChanged.name);
  });
});

describe("a call's record", () => {
  const record = (as: ApiClient, callId: string) => as.call(callEndpoints.record, { params: { callId } });

  it("has the tickets made of it, which appear at once, each as the reader may see it", async () => {
    const agent = await house.agent();
    const lead = await house.agent(house.second.id, { ...TICKET_LEAD, "calls.read": "all" });
    const customer = await customerFactory(api.db);
    const callId = await call(agent.id, customer);
    expect((await record(agent.client, callId)).tickets).toEqual([]);
    const page = await agent.client.page();
    const made = await house.ticket(agent.client, { callId, source: "call" });
    expect(made.customer).toMatchObject({ id: customer.id });
    await agent.client.call(e.claim, { params: { ticketId: made.id } });
    expect(await page.take(callPushes.ticketLinked)).toEqual({ callId, ticketId: made.id });
    expect((await record(agent.client, callId)).tickets).toMatchObject([
      { id: made.id, number: made.number, title: made.title, mayOpen: true, handler: { id: agent.id } },
    ]);
    expect((await record(lead.client, callId)).tickets).toMatchObject([{ id: made.id, title: null, mayOpen: false }]);
    // Whoever says nobody means nobody.
    const again = await house.ticket(agent.client, { callId, source: "call", customerId: null });
    expect(again.customer).toBeNull();
    expect((await record(agent.client, callId)).tickets.map(({ id }) => id)).toEqual([again.id, made.id]);
  });

  it("makes tickets for everybody who may open it: its agent, whom it rang at, leads of its group; for nobody else", async () => {
    const agent = await house.agent();
    const customer = await customerFactory(api.db);
    const callId = await call(agent.id, customer);
    const missed = await house.agent();
    const at = api.clock.now();
    await api.db.prisma.callOffer.create({ data: { id: randomUUID(), callId, personId: missed.id, at, outcome: "missed" } });
    const ring = { role: "agent", state: "ended", began: "offered", outcome: "missed", callStartedAt: at, startedAt: at, endedAt: at };
    await api.db.prisma.callPart.create({ data: { id: randomUUID(), callId, personId: missed.id, ...ring } });
    const lead = await house.agent(house.first.id, TICKET_LEAD);
    const group: Grants = { ...TICKET_AGENT, "calls.read": "group" };
    const [otherLead, stranger] = [await house.agent(house.second.id, group), await house.agent()];
    for (const person of [agent, missed, lead]) {
      await record(person.client, callId);
      const made = await house.ticket(person.client, { callId, source: "call" });
      expect(made).toMatchObject({ customer: { id: customer.id }, calls: [{ id: callId }] });
    }
    for (const person of [otherLead, stranger]) {
      await expect(record(person.client, callId)).rejects.toMatchObject({ code: "calls.not_found" });
      await expect(house.ticket(person.client, { callId, source: "call" })).rejects.toMatchObject({ code: "calls.not_found" });
    }
  });
});
