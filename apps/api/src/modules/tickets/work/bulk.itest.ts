import { randomUUID } from "node:crypto";
import { ticketEndpoints as e, notificationPushes, type Ticket, type TicketRow, ticketPushes } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../../test/harness.ts";
import { TICKET_AGENT, type TicketHouse, ticketHouse } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
});
afterAll(() => api.stop());

const at = (id: string) => ({ params: { ticketId: id } });
const idsOf = (tickets: Ticket[]): string[] => tickets.map(({ id }) => id);
async function tickets(as: ApiClient, count: number, typeId = house.typeId): Promise<string[]> {
  return idsOf(await Promise.all(Array.from({ length: count }, () => house.ticket(as, { typeId }))));
}
const eventsOf = (ids: string[], name: string) => api.db.prisma.event.findMany({ where: { entityId: { in: ids }, name } });
const rowsOf = (ids: string[]) => api.db.prisma.ticket.findMany({ where: { id: { in: ids } } });

describe("many tickets at once", () => {
  it("two hundred: each is changed once, with one event, and everybody concerned is pushed each of them", async () => {
    const [agent, other] = [await house.agent(), await house.agent()];
    const ids = await tickets(agent.client, 200);
    const [mine, theirs] = [await agent.client.page(), await other.client.page()];
    const pushed = (page: typeof mine, name: string): number => page.pushes.filter((push) => push.name === name).length;

    expect(await agent.client.call(e.bulkFlag, { body: { ids, flag: "red" } })).toEqual({ done: ids, failed: [] });
    await until(() => pushed(mine, ticketPushes.markChanged.name) === 200, "every mark is pushed");
    expect(await agent.client.call(e.bulkClaim, { body: { ids } })).toEqual({ done: ids, failed: [] });
    // Pushes of how they were made may still come in between, and tell the row as it is by then.
    const claimed = (): Set<string> => {
      const rows = mine.pushes.flatMap(({ name, data }) =>
        name === ticketPushes.rowChanged.name ? [(data as { row: TicketRow }).row] : [],
      );
      return new Set(rows.filter(({ handler }) => handler?.id === agent.id).map(({ id }) => id));
    };
    await until(() => claimed().size === 200, "every claimed row is pushed");
    const to = { personId: other.id };
    expect(await agent.client.call(e.bulkTransfer, { body: { ids, to, note: "请跟进" } })).toEqual({ done: ids, failed: [] });
    await until(() => pushed(theirs, notificationPushes.added.name) === 200, "every notification is pushed");
    const last = theirs.pushes.filter(({ name }) => name === notificationPushes.added.name).at(-1)?.data;
    expect(last).toMatchObject({ unread: 200, item: { kind: "ticket_assigned", text: "请跟进", by: { id: agent.id } } });
    expect(await other.client.call(e.bulkFinish, { body: { ids, note: "完成" } })).toEqual({ done: ids, failed: [] });

    const rows = await rowsOf(ids);
    expect(new Set(rows.map(({ version, state, handlerId }) => `${version} ${state} ${handlerId}`))).toEqual(
      new Set([`4 finished ${other.id}`]),
    );
    for (const name of ["ticket.claimed", "ticket.transferred", "ticket.finished", "ticket_mark.changed"])
      expect(await eventsOf(ids, name), name).toHaveLength(200);
    const { items } = await agent.client.call(e.mine, { params: { list: "transferred" }, query: { limit: 200 } });
    expect(items).toHaveLength(200);
  });

  it("refuse each for its own reason, and leave it without a trace", async () => {
    const [agent, other, stranger] = [await house.agent(), await house.agent(), await house.agent(house.second.id)];
    const [mine, theirs, foreign, over] = (await tickets(agent.client, 4)) as [string, string, string, string];
    const [hidden] = (await tickets(stranger.client, 1)) as [string];
    await house.ops.call(e.transfer, { ...at(hidden), body: { to: { skillGroupId: house.second.id }, note: "x" } });
    await agent.client.call(e.bulkClaim, { body: { ids: [mine, over] } });
    await agent.client.call(e.finish, { ...at(over), body: {} });
    await other.client.call(e.claim, at(theirs));
    await house.ops.call(e.transfer, { ...at(foreign), body: { to: { personId: stranger.id }, note: "x" } });
    const nothing = randomUUID();
    const ids = [mine, theirs, foreign, over, hidden, nothing, mine];
    const before = await rowsOf([theirs, foreign, over, hidden]);
    const { done, failed } = await agent.client.call(e.bulkTransfer, { body: { ids, to: { personId: other.id }, note: "y" } });
    expect(done).toEqual([mine]);
    expect(failed.map(({ id, code }) => [id, code])).toEqual([
      [theirs, "tickets.not_allowed"],
      [foreign, "tickets.not_allowed"],
      [over, "tickets.closed"],
      [hidden, "tickets.not_found"],
      [nothing, "tickets.not_found"],
    ]);
    const order = (rows: { id: string }[]) => [...rows].sort((a, b) => a.id.localeCompare(b.id));
    expect(order(await rowsOf([theirs, foreign, over, hidden]))).toEqual(order(before));
    const told = await api.db.prisma.notification.findMany({ where: { personId: other.id } });
    expect(told.map(({ ticketId }) => ticketId)).toEqual([mine]);

    const nowhere = { body: { ids: [mine, theirs], to: { personId: randomUUID() }, note: "y" } };
    expect((await agent.client.call(e.bulkTransfer, nowhere)).failed.map(({ code }) => code)).toEqual([
      "tickets.not_allowed",
      "tickets.not_allowed",
    ]);
    expect((await house.ops.call(e.bulkTransfer, nowhere)).failed.map(({ code }) => code)).toEqual([
      "tickets.target_unknown",
      "tickets.target_unknown",
    ]);
    const { client: reader } = await api.signInNew({ grants: { "tickets.read": "all" } });
    await expect(reader.call(e.bulkFinish, { body: { ids: [mine] } })).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(agent.client.call(e.bulkFlag, { body: { ids: [], flag: null } })).rejects.toMatchObject({ status: 400 });
    await expect(agent.client.call(e.bulkClaim, { body: { ids: Array.from({ length: 201 }, () => randomUUID()) } })).rejects.toMatchObject({
      status: 400,
    });
  });

  it("go to exactly one of those who claim the same ones, in whatever order and one by one", async () => {
    const agents = await Promise.all([house.agent(), house.agent(), house.agent()]);
    const ids = await tickets(agents[0]!.client, 40);
    const orders = [ids, [...ids].reverse(), [...ids].sort()];
    const [reports, single] = await Promise.all([
      Promise.all(orders.map((order, n) => agents[n]!.client.call(e.bulkClaim, { body: { ids: order } }))),
      Promise.allSettled(ids.map((id, n) => agents[n % 3]!.client.call(e.claim, at(id)))),
    ]);
    const rows = await rowsOf(ids);
    expect(rows.every(({ handlerId, version }) => handlerId !== null && version === 2)).toBe(true);
    expect(await eventsOf(ids, "ticket.claimed")).toHaveLength(40);
    for (const [n, { done, failed }] of reports.entries()) {
      const mine = new Set(rows.filter(({ handlerId }) => handlerId === agents[n]!.id).map(({ id }) => id));
      expect(done.every((id) => mine.has(id))).toBe(true);
      expect(new Set(failed.map(({ code }) => code)).size).toBeLessThanOrEqual(1);
      expect(done.length + failed.length).toBe(40);
      for (const { code } of failed) expect(code).toBe("tickets.claimed_by_other");
    }
    for (const one of single) if (one.status === "rejected") expect(one.reason.code).toBe("tickets.claimed_by_other");
  });

  it("are finished beside what others write on them at the same moment, nothing of which is lost", async () => {
    const agent = await house.agent();
    const ids = await tickets(agent.client, 20);
    await agent.client.call(e.bulkClaim, { body: { ids } });
    const edits = ids.map((id) =>
      house.ops.call(e.edit, { ...at(id), body: { changes: [{ code: "title", before: "退款没有到账", after: "换货" }] } }),
    );
    const [{ done }, edited] = await Promise.all([agent.client.call(e.bulkFinish, { body: { ids } }), Promise.allSettled(edits)]);
    expect(done).toEqual(ids);
    const rows = new Map((await rowsOf(ids)).map((row) => [row.id, row]));
    for (const [n, edit] of edited.entries()) {
      const row = rows.get(ids[n]!);
      expect(row).toMatchObject(
        edit.status === "fulfilled"
          ? { state: "finished", title: "换货", version: 4 }
          : { state: "finished", title: "退款没有到账", version: 3 },
      );
    }
  });

  it("are flagged without their reminders, and lose the flag also out of reach", async () => {
    const [agent, stranger] = [await house.agent(), await house.agent(house.second.id)];
    const [kept, plain, away] = (await tickets(agent.client, 3)) as [string, string, string];
    const remindAt = new Date(api.clock.now().getTime() + 3_600_000).toISOString();
    const { client } = await house.agent(house.first.id, TICKET_AGENT);
    await client.call(e.mark, { ...at(kept), body: { flag: null, remindAt, remindText: "回电" } });
    const ids = [kept, plain, away];
    expect((await client.call(e.bulkFlag, { body: { ids, flag: "red" } })).done).toEqual(ids);
    expect((await client.call(e.get, at(kept))).mark).toEqual({ flag: "red", remindAt, remindText: "回电" });
    await house.ops.call(e.transfer, { ...at(away), body: { to: { personId: stranger.id }, note: "x" } });
    await expect(client.call(e.get, at(away))).rejects.toMatchObject({ code: "tickets.not_found" });
    expect((await client.call(e.bulkFlag, { body: { ids, flag: "blue" } })).failed).toMatchObject([
      { id: away, code: "tickets.not_found" },
    ]);
    expect(await client.call(e.bulkFlag, { body: { ids, flag: null } })).toEqual({ done: ids, failed: [] });
    expect((await client.call(e.get, at(kept))).mark).toEqual({ flag: null, remindAt, remindText: "回电" });
    expect((await client.call(e.get, at(plain))).mark).toBeNull();
    const marks = await api.db.prisma.ticketMark.findMany({ where: { ticketId: { in: ids } } });
    expect(marks.map(({ ticketId }) => ticketId)).toEqual([kept]);
  });
});
