import { ticketEndpoints as e } from "@cloverdesk/contracts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../../test/harness.ts";
import { memberFactory } from "../../groups/groups.factory.ts";
import { type TicketHouse, ticketHouse } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
beforeAll(async () => {
  api = await startHarness({ voiceUp: false });
  house = await ticketHouse(api);
});
afterAll(() => api.stop());

/** A waiting ticket of a group, due so many hours from now; null: it is never due. */
async function waits(groupId: string, hours: number | null): Promise<string> {
  const { id } = await house.ticket(house.ops, { values: { title: "x" } });
  const dueAt = hours === null ? null : new Date(api.clock.now().getTime() + hours * 3_600_000);
  await api.db.prisma.ticket.update({ where: { id }, data: { groupId, handlerId: null, state: "open", dueAt } });
  return id;
}

it("what waits in several groups is read page by page by its due time, each ticket once, those without one last", async () => {
  const agent = await house.agent(house.first.id);
  await memberFactory(api.db, { skillGroupId: house.second.id, personId: agent.id });
  const [first, second] = [house.first.id, house.second.id];
  const hours: [string, number | null][] = [
    [first, 5],
    [second, 1],
    [first, null],
    [second, 5],
    [first, 1],
    [second, null],
    [second, 3],
  ];
  const ids: string[] = [];
  for (const [group, due] of hours) ids.push(await waits(group, due));
  for (const limit of [1, 2, 3, 50]) {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await agent.client.call(e.search, {
        body: { list: "waiting", sort: { by: "dueAt", descending: false }, limit, cursor },
      });
      seen.push(...page.items.map(({ id }) => ids.indexOf(id)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen, `${limit} a page`).toEqual([1, 4, 6, 0, 3, 2, 5]);
  }
});
