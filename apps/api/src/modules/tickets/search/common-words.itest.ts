import { ticketEndpoints as e } from "@cloverdesk/contracts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../../test/harness.ts";
import { type TicketHouse, ticketHouse } from "../tickets.factory.ts";

let api: Harness;
let house: TicketHouse;
beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
});
afterAll(() => api.stop());

it("finds common and rare words alike, whichever way it goes to them, page by page and combined with a filter", async () => {
  const agent = await house.agent();
  const numbers = { common: [] as number[], rare: [] as number[] };
  for (let i = 0; i < 45; i++) {
    const rare = i % 15 === 0;
    const made = await house.ticket(agent.client, {
      values: { title: rare ? `鲸鱼 ${i}` : `退款 ${i}`, reason: i % 2 ? "late" : "wrong" },
    });
    numbers[rare ? "rare" : "common"].unshift(made.number);
  }
  for (const [text, expected] of [
    ["退款", numbers.common],
    ["鲸鱼", numbers.rare],
  ] as const) {
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await house.ops.call(e.search, { body: { text, limit: 10, cursor } });
      found.push(...page.items.map((row) => row.number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(found, text).toEqual(expected);
    const filter = { field: "f:reason", op: "any_of", values: ["late"] } as const;
    const { items } = await house.ops.call(e.search, { body: { text, filter, limit: 200 } });
    expect(items.every((row) => row.values.reason === "late" && row.title.includes(text))).toBe(true);
    expect(items.length).toBeGreaterThan(0);
  }
});
