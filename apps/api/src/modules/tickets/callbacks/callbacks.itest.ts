import { randomUUID } from "node:crypto";
import {
  agentEndpoints,
  callbackPushes,
  callEndpoints,
  ticketEndpoints as e,
  notificationEndpoints,
  type Ticket,
} from "@cloverdesk/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../../test/harness.ts";
import { TICKET_AGENT, TICKET_LEAD, type TicketHouse, ticketHouse } from "../tickets.factory.ts";
import { type Caller, type OutboundHouse, outboundHouse, take } from "../worklist/worklist.factory.ts";

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
  await api.db.prisma.callback.deleteMany();
  await api.db.prisma.ticket.updateMany({ where: { typeId: out.typeId }, data: { state: "finished" } });
});

const refused = (code: string) => expect.objectContaining({ code });
const inMinutes = (minutes: number) => new Date(api.clock.now().getTime() + minutes * 60_000).toISOString();
interface Given {
  id?: string;
  number?: string;
  dueAt?: string;
  for?: "me" | "group";
  note?: string;
}
const promise = ({ client }: Pick<Caller, "client">, ticket: Ticket, { id = randomUUID(), ...given }: Given = {}) =>
  client.call(e.makeCallback, {
    params: { callbackId: id },
    body: { ticketId: ticket.id, number: ticket.phone ?? "", dueAt: inMinutes(30), for: "me", ...given },
  });
const listed = async ({ client }: Pick<Caller, "client">, list: "mine" | "group") =>
  (await client.call(e.callbacks, { query: { list } })).items.map(({ id }) => id);
const get = ({ client }: Caller, ticket: Ticket) => client.call(e.get, { params: { ticketId: ticket.id } });
/** A caller with a ticket in hand. */
async function atWork(): Promise<{ caller: Caller; ticket: Ticket }> {
  const caller = await out.caller();
  const ticket = await out.ticket();
  await take(caller.client);
  return { caller, ticket };
}
/** Half an hour later. Nobody's limits pass by it. */
const later = (minutes = 30) => api.clock.advance(minutes * 60_000);

describe("a callback", () => {
  it("of one's own keeps the ticket, settles the task, comes first when it is due, and is told of once", async () => {
    const { caller, ticket } = await atWork();
    const other = await out.ticket();
    const made = await promise(caller, ticket, { note: "下午方便" });
    expect(made).toMatchObject({
      state: "open",
      number: ticket.phone,
      person: { id: caller.id },
      group: { id: house.first.id },
      note: "下午方便",
    });
    expect(await caller.client.call(e.worklist)).toEqual({ task: null });
    expect(await get(caller, ticket)).toMatchObject({ handler: { id: caller.id }, callbacks: [{ id: made.id, version: 1 }] });
    expect(await listed(caller, "mine")).toEqual([made.id]);
    expect((await take(caller.client)).task?.ticketId, "what is promised for later is not served before").toBe(other.id);
    await caller.client.call(e.finish, { params: { ticketId: other.id }, body: {} });
    expect((await take(caller.client)).task).toBeNull();
    await out.ticket();
    later();
    await api.sweep();
    await api.sweep();
    const { items } = await caller.client.call(notificationEndpoints.list);
    expect(items.filter(({ kind }) => kind === "callback_due")).toMatchObject([{ ticket: { id: ticket.id }, text: "下午方便" }]);
    await caller.client.call(agentEndpoints.ask, { body: { tabId: caller.page.tabId, state: "ready" } });
    expect((await take(caller.client)).task).toMatchObject({
      ticketId: ticket.id,
      why: { rule: "callback", from: "mine", dueAt: made.dueAt },
    });
    await dial(caller, ticket);
    expect(await listed(caller, "mine")).toEqual([]);
    expect(await get(caller, ticket)).toMatchObject({ callbacks: [] });
    expect(await api.db.prisma.callback.findUniqueOrThrow({ where: { id: made.id } })).toMatchObject({
      state: "done",
      callId: expect.any(String),
    });
  });

  it("of the group puts the ticket back there, for exactly one of those who are free when it is due", async () => {
    const { caller, ticket } = await atWork();
    const made = await promise(caller, ticket, { for: "group" });
    expect(made).toMatchObject({ person: null, group: { id: house.first.id } });
    expect(await get(caller, ticket)).toMatchObject({ handler: null });
    const others = await Promise.all([out.caller(), out.caller()]);
    expect(await listed(others[0], "group")).toEqual([made.id]);
    later();
    const tasks = await Promise.all(others.map(({ client }) => take(client)));
    expect(tasks.map(({ task }) => task?.ticketId ?? null).sort()).toEqual([ticket.id, null].sort());
    await api.sweep();
    expect(await listed(others[0], "group")).toEqual([]);
    const winner = others[tasks.findIndex(({ task }) => task !== null)]!;
    expect(await listed(winner, "mine"), "it followed its ticket").toEqual([made.id]);
  });

  it("is one per number and group, of many who make it at once, and the same when it is sent twice", async () => {
    const { caller, ticket } = await atWork();
    const id = randomUUID();
    const [first, again] = await Promise.all([promise(caller, ticket, { id }), promise(caller, ticket, { id })]);
    expect(again.id).toBe(first.id);
    await expect(promise(caller, ticket)).rejects.toEqual(refused("callbacks.open_already"));
    const twin = await out.ticket({ phone: ticket.phone });
    await caller.client.call(e.claim, { params: { ticketId: twin.id } });
    await expect(promise(caller, twin)).rejects.toEqual(refused("callbacks.open_already"));
    await caller.client.call(e.cancelCallback, { params: { callbackId: id }, body: { version: 1 } });
    const answers = await Promise.allSettled([1, 2, 3].map(() => promise(caller, twin)));
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  it("is moved, and told of again; done and cancelled once, by who saw it as it is", async () => {
    const { caller, ticket } = await atWork();
    const { id } = await promise(caller, ticket);
    const at = { params: { callbackId: id } };
    const moved = await caller.client.call(e.moveCallback, { ...at, body: { version: 1, dueAt: inMinutes(45) } });
    expect(moved).toMatchObject({ version: 2, dueAt: inMinutes(45) });
    await expect(caller.client.call(e.moveCallback, { ...at, body: { version: 1, dueAt: inMinutes(50) } })).rejects.toEqual(
      refused("callbacks.changed"),
    );
    const ends = await Promise.allSettled([
      caller.client.call(e.finishCallback, { ...at, body: { version: 2 } }),
      caller.client.call(e.cancelCallback, { ...at, body: { version: 2, note: "不需要了" } }),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(caller.client.call(e.moveCallback, { ...at, body: { version: 3, dueAt: inMinutes(50) } })).rejects.toEqual(
      refused("callbacks.changed"),
    );
    const deeds = (await caller.client.call(e.track, { params: { ticketId: ticket.id } })).items.map(({ deed }) => deed);
    expect(deeds).toEqual(expect.arrayContaining(["callback_made", "callback_moved"]));
  });

  it("goes with its ticket to other hands, and ends with it", async () => {
    const { caller, ticket } = await atWork();
    const { id } = await promise(caller, ticket);
    const other = await out.caller();
    await caller.client.call(e.transfer, { params: { ticketId: ticket.id }, body: { to: { personId: other.id }, note: "请代回拨" } });
    await api.sweep();
    expect(await listed(caller, "mine")).toEqual([]);
    expect(await listed(other, "mine")).toEqual([id]);
    await other.page.take(callbackPushes.changed, ({ list }) => list === "mine");
    await other.client.call(e.finish, { params: { ticketId: ticket.id }, body: {} });
    await api.sweep();
    expect(await listed(other, "mine")).toEqual([]);
    expect(await api.db.prisma.callback.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "cancelled" });
  });

  it("is refused in the past, without a number or a node for it, of a ticket of others, and without the permission", async () => {
    const { caller, ticket } = await atWork();
    await expect(promise(caller, ticket, { dueAt: inMinutes(-1) })).rejects.toEqual(refused("callbacks.time_invalid"));
    await expect(promise(caller, ticket, { dueAt: inMinutes(2 * 366 * 1_440) })).rejects.toEqual(refused("callbacks.time_invalid"));
    await expect(promise(caller, ticket, { number: "12ab" })).rejects.toEqual(refused("calls.number_invalid"));
    const other = await out.caller();
    await expect(promise(other, ticket)).rejects.toEqual(refused("tickets.not_found"));
    const { "callbacks.work": _, ...without } = TICKET_AGENT;
    const silent = await house.agent(house.first.id, without);
    await expect(promise(silent, ticket)).rejects.toEqual(refused("auth.forbidden"));
    const { id } = await promise(caller, ticket);
    const cancel = (client: Caller["client"]) => client.call(e.cancelCallback, { params: { callbackId: id }, body: { version: 1 } });
    await expect(cancel(other.client)).rejects.toEqual(refused("callbacks.not_found"));
    const lead = await house.agent(house.first.id, TICKET_LEAD);
    expect(await cancel(lead.client), "a lead cancels for somebody of the group").toMatchObject({ state: "cancelled" });
    await caller.client.call(e.finish, { params: { ticketId: ticket.id }, body: {} });
    await expect(promise(caller, ticket)).rejects.toEqual(refused("tickets.closed"));
  });
});

async function dial({ client, page }: Caller, ticket: Ticket): Promise<void> {
  const body = { id: randomUUID(), number: ticket.phone ?? "", source: "ticket" as const, ticketId: ticket.id, tabId: page.tabId };
  await client.call(callEndpoints.dial, { body });
}
